import { type ActionType, none, ofAws, one } from "./action-type.js";

export const ecr: readonly ActionType[] = [
  ofAws("Source", "ECR", {
    inputs: none,
    outputs: one,
    required: ["RepositoryName"],
    optional: ["ImageTag"],
  }),
  ofAws("Build", "ECRBuildAndPublish", {
    inputs: one,
    outputs: [0, 1],
    required: ["ECRRepositoryName"],
    optional: ["DockerFilePath", "ImageTags", "RegistryType"],
    v2Only: true,
  }),
];
