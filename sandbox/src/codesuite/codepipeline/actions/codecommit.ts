import { type ActionType, none, ofAws, one } from "./action-type.js";
import { checkFormat } from "./output-format.js";

export const codecommit: readonly ActionType[] = [
  ofAws("Source", "CodeCommit", {
    inputs: none,
    outputs: one,
    required: ["RepositoryName", "BranchName"],
    optional: ["PollForSourceChanges", "OutputArtifactFormat"],
    checkConfiguration: checkFormat,
  }),
];
