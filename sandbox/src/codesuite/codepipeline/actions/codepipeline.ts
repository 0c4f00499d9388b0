import { type ActionType, none, ofAws } from "./action-type.js";

export const codepipeline: readonly ActionType[] = [
  ofAws("Invoke", "CodePipeline", {
    inputs: none,
    outputs: none,
    required: ["PipelineName"],
    optional: ["SourceRevisions", "Variables"],
    v2Only: true,
  }),
];
