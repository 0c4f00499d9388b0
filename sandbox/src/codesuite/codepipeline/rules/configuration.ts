import type { ActionType } from "../action-types.js";
import type { ActionDeclaration, PipelineDeclaration } from "../declaration.js";
import { forEachTyped } from "./actions.js";
import { checkCloudFormation } from "./cloudformation.js";
import { invalidAction, type Place } from "./rule.js";

/** The keys that each provider's page lists: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html */
export function configurationKeys(pipeline: PipelineDeclaration): void {
  forEachTyped(pipeline, ({ name, configuration = {} }, { required, optional, unchecked }) => {
    const missing = required.find((key) => configuration[key] === undefined);
    if (missing !== undefined) {
      throw invalidAction(
        `Action configuration for action '${name}' is missing required configuration '${missing}'`,
      );
    }
    const known = [...required, ...optional];
    const unknown = unchecked ? undefined : Object.keys(configuration).find((key) => !known.includes(key));
    if (unknown !== undefined) {
      throw invalidAction(
        `Action configuration for action '${name}' contains unknown configuration '${unknown}'. Known: ${known.join(", ")}`,
      );
    }
  });
}

export function configurationValues(pipeline: PipelineDeclaration, place: Place): void {
  forEachTyped(pipeline, (action, type) => {
    const configuration = action.configuration ?? {};
    checkFlags(action.name, configuration);
    valueChecks[keyOf(type)]?.(action, configuration, place);
  });
}

type Configuration = Readonly<Record<string, string>>;
type ValueCheck = (action: ActionDeclaration, configuration: Configuration, place: Place) => void;

const valueChecks: Readonly<Record<string, ValueCheck>> = {
  "Approval/Manual": checkNotification,
  "Build/CodeBuild": checkBuild,
  "Test/CodeBuild": checkBuild,
  "Deploy/CloudFormation": checkCloudFormation,
  "Source/CodeCommit": checkFormat,
  "Source/CodeStarSourceConnection": checkConnection,
};

/** Read as booleans by the services behind; a provider's page gives `true` and `false` for each. */
const FLAGS = ["PollForSourceChanges", "DetectChanges", "BatchEnabled", "CombineArtifacts", "Extract"];

function checkFlags(name: string, configuration: Configuration): void {
  for (const key of FLAGS) {
    const value = configuration[key];
    if (value !== undefined && !/^(true|false)$/i.test(value)) {
      throw invalidAction(
        `Action '${name}' has the value '${value}' for '${key}'. Valid values: true, false`,
      );
    }
  }
}

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

/** …/action-reference-CodeCommit.html, …/action-reference-CodestarConnectionSource.html (OutputArtifactFormat) */
function checkFormat({ name }: ActionDeclaration, { OutputArtifactFormat: format }: Configuration): void {
  if (format !== undefined && !["CODE_ZIP", "CODEBUILD_CLONE_REF"].includes(format)) {
    throw invalidAction(
      `Action '${name}' has the value '${format}' for 'OutputArtifactFormat'. Valid values: CODE_ZIP, CODEBUILD_CLONE_REF`,
    );
  }
}

/** …/action-reference-CodestarConnectionSource.html (ConnectionArn, FullRepositoryId) */
function checkConnection(action: ActionDeclaration, configuration: Configuration): void {
  checkFormat(action, configuration);
  const { ConnectionArn: arn = "", FullRepositoryId: repository = "" } = configuration;
  if (!/^arn:aws(-[\w]+)*:(codestar-connections|codeconnections):[^:]+:\d{12}:connection\/.+$/.test(arn)) {
    throw invalidAction(
      `The ConnectionArn '${arn}' of action '${action.name}' is not the ARN of a connection`,
    );
  }
  if (!repository.includes("/")) {
    throw invalidAction(
      `The FullRepositoryId '${repository}' of action '${action.name}' must be the owner and the name: owner/name`,
    );
  }
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-action-add.html (NotificationArn) */
function checkNotification(
  { name }: ActionDeclaration,
  configuration: Configuration,
  { region }: Place,
): void {
  const arn = configuration.NotificationArn;
  if (arn === undefined || arn.includes("#{")) return;
  const [, , service, topicRegion, accountId, topic] = arn.split(":");
  if (!arn.startsWith("arn:") || !accountId || !topic) {
    throw invalidAction(
      `The ARN ${arn} you specified for sending notifications for the approval action ${name} contains a format error.`,
    );
  }
  const specified = `The ARN ${arn} has been specified for sending notifications for the approval action ${name}`;
  if (service !== "sns") {
    throw invalidAction(
      `${specified}, but the AWS service for this ARN cannot be used to send approval requests.`,
    );
  }
  if (topicRegion !== region) {
    throw invalidAction(`${specified}, but the ARN is not in the same region as the pipeline.`);
  }
}

function keyOf({ category, provider }: ActionType): string {
  return `${category}/${provider}`;
}
