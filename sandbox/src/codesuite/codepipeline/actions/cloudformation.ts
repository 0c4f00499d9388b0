import type { ActionDeclaration } from "../declaration.js";
import { invalidAction } from "../rules/rule.js";
import { type ActionType, type Configuration, ofAws } from "./action-type.js";
import { runStackAction } from "./cloudformation-run.js";

/**
 * …/action-reference-CloudFormation.html. What a mode needs beside, a role, a template, a change set, fails the action when it
 * runs, not the pipeline when it is made: "Configuration Property RoleArn should not be empty in current ActionMode"
 * (https://github.com/hashicorp/terraform-provider-aws/issues/13121, made without the role and without a change set's name).
 */
const modes = [
  "CHANGE_SET_EXECUTE",
  "CHANGE_SET_REPLACE",
  "CREATE_UPDATE",
  "DELETE_ONLY",
  "REPLACE_ON_FAILURE",
];

const capabilities = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

/** CloudFormation's own rule for stacks and change sets: …/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
const namePattern = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

export const cloudFormation: readonly ActionType[] = [
  ofAws("Deploy", "CloudFormation", {
    inputs: [0, 10],
    outputs: [0, 1],
    required: ["ActionMode", "StackName"],
    optional: [
      "Capabilities",
      "ChangeSetName",
      "OutputFileName",
      "ParameterOverrides",
      "RoleArn",
      "TemplateConfiguration",
      "TemplatePath",
    ],
    checkConfiguration: checkCloudFormation,
    execute: runStackAction,
  }),
  ofAws("Deploy", "CloudFormationStackSet", {
    inputs: [1, 10],
    outputs: [0, 1],
    required: ["StackSetName", "TemplatePath"],
    optional: [
      "AdministrationRoleArn",
      "Capabilities",
      "CallAs",
      "DeploymentTargets",
      "Description",
      "ExecutionRoleName",
      "FailureTolerancePercentage",
      "MaxConcurrentPercentage",
      "ConcurrencyMode",
      "OrganizationsAutoDeployment",
      "Parameters",
      "PermissionModel",
      "RegionConcurrencyType",
      "Regions",
    ],
  }),
  ofAws("Deploy", "CloudFormationStackInstances", {
    inputs: [0, 10],
    outputs: [0, 1],
    required: ["StackSetName", "DeploymentTargets", "Regions"],
    optional: [
      "CallAs",
      "FailureTolerancePercentage",
      "MaxConcurrentPercentage",
      "ConcurrencyMode",
      "ParameterOverrides",
      "RegionConcurrencyType",
    ],
  }),
];

function checkCloudFormation(action: ActionDeclaration, configuration: Configuration): void {
  checkMode(action.name, configuration);
  checkNames(action.name, configuration);
  checkCapabilities(action.name, configuration);
  for (const key of ["TemplatePath", "TemplateConfiguration"]) checkPath(action, key, configuration[key]);
  checkOutputFile(action, configuration);
}

function checkMode(name: string, { ActionMode: mode = "" }: Configuration): void {
  if (modes.includes(mode)) return;
  throw invalidAction(
    `Action '${name}' has the value '${mode}' for 'ActionMode'. Valid values: ${modes.join(", ")}`,
  );
}

function checkNames(name: string, configuration: Configuration): void {
  for (const key of ["StackName", "ChangeSetName"]) {
    const value = configuration[key];
    if (value !== undefined && !value.includes("#{") && !namePattern.test(value)) {
      throw invalidAction(
        `Action '${name}' has the value '${value}' for '${key}'. It must start with a letter, then have letters, digits and hyphens, 128 at most`,
      );
    }
  }
}

function checkCapabilities(name: string, { Capabilities: value }: Configuration): void {
  const unknown = value?.split(",").find((each) => !capabilities.includes(each.trim()));
  if (unknown !== undefined) {
    throw invalidAction(
      `Action '${name}' has the capability '${unknown}'. Valid values: ${capabilities.join(", ")}`,
    );
  }
}

/** `Artifact::path/in/it`, where the artifact is one of the action's inputs. */
function checkPath(
  { name, inputArtifacts = [] }: ActionDeclaration,
  key: string,
  path: string | undefined,
): void {
  if (path === undefined) return;
  const [artifact = "", file] = path.split("::");
  if (!file) {
    throw invalidAction(
      `The ${key} '${path}' of action '${name}' must have the form InputArtifactName::FileName`,
    );
  }
  if (!inputArtifacts.some((input) => input.name === artifact)) {
    throw invalidAction(
      `The ${key} '${path}' of action '${name}' names the artifact '${artifact}', which is not one of its input artifacts`,
    );
  }
}

/** An output artifact holds the file that `OutputFileName` names, so one is no use without the other. */
function checkOutputFile(
  { name, outputArtifacts = [] }: ActionDeclaration,
  configuration: Configuration,
): void {
  if (configuration.OutputFileName !== undefined && outputArtifacts.length === 0) {
    throw invalidAction(`Action '${name}' has an OutputFileName, so it must declare an output artifact`);
  }
}
