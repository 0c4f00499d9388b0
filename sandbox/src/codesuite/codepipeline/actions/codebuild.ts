import type { ActionDeclaration } from "../declaration.js";
import { invalidAction } from "../rules/rule.js";
import { type ActionType, type Configuration, ofAws } from "./action-type.js";
import { runBuildAction } from "./codebuild-run.js";

const details = {
  inputs: [1, 5],
  outputs: [0, 5],
  required: ["ProjectName"],
  optional: [
    "PrimarySource",
    "BatchEnabled",
    "BuildspecOverride",
    "CombineArtifacts",
    "EnvironmentVariables",
  ],
  checkConfiguration: checkBuild,
  execute: runBuildAction,
} as const;

export const codebuild: readonly ActionType[] = [
  ofAws("Build", "CodeBuild", details),
  ofAws("Test", "CodeBuild", details),
];

/** …/action-reference-CodeBuild.html: with several inputs, which one holds the buildspec must be said. */
function checkBuild(
  { name, inputArtifacts = [] }: ActionDeclaration,
  { PrimarySource }: Configuration,
): void {
  const inputs = inputArtifacts.map((artifact) => artifact.name);
  if (PrimarySource === undefined && inputs.length > 1) {
    throw invalidAction(
      `Action configuration for action '${name}' is missing required configuration 'PrimarySource', since it has more than one input artifact`,
    );
  }
  if (PrimarySource !== undefined && !inputs.includes(PrimarySource)) {
    throw invalidAction(
      `The PrimarySource '${PrimarySource}' of action '${name}' is not one of its input artifacts: ${inputs.join(", ")}`,
    );
  }
}
