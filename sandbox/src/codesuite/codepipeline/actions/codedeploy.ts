import { type ActionType, none, ofAws, one } from "./action-type.js";

export const codedeploy: readonly ActionType[] = [
  ofAws("Deploy", "CodeDeploy", {
    inputs: one,
    outputs: none,
    required: ["ApplicationName", "DeploymentGroupName"],
    optional: [],
  }),
  ofAws("Deploy", "CodeDeployToECS", {
    inputs: [1, 5],
    outputs: none,
    required: [
      "ApplicationName",
      "DeploymentGroupName",
      "TaskDefinitionTemplateArtifact",
      "AppSpecTemplateArtifact",
    ],
    optional: [
      "AppSpecTemplatePath",
      "TaskDefinitionTemplatePath",
      ...["1", "2", "3", "4"].flatMap((n) => [`Image${n}ArtifactName`, `Image${n}ContainerName`]),
    ],
  }),
];
