import { type ActionType, none, one } from "./action-type.js";

export const github: readonly ActionType[] = [
  {
    category: "Source",
    owner: "ThirdParty",
    provider: "GitHub",
    version: "1",
    inputs: none,
    outputs: one,
    required: ["Owner", "Repo", "Branch", "OAuthToken"],
    optional: ["PollForSourceChanges"],
  },
];
