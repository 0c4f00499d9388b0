import { type ActionType, none, ofAws, one } from "./action-type.js";

export const appConfig: readonly ActionType[] = [
  ofAws("Deploy", "AppConfig", {
    inputs: one,
    outputs: none,
    required: [
      "Application",
      "Environment",
      "ConfigurationProfile",
      "InputArtifactConfigurationPath",
      "DeploymentStrategy",
    ],
    optional: [],
  }),
];
