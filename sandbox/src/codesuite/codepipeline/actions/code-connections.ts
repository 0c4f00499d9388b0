import { type OperationCall, tryParseArn } from "../../core/index.js";
import type { ActionDeclaration } from "../declaration.js";
import { invalidAction } from "../rules/rule.js";
import { type ActionType, type Configuration, none, ofAws, one } from "./action-type.js";
import { fetchFromHost } from "./connection-source.js";
import { checkFormat } from "./output-format.js";

export const codeConnections: readonly ActionType[] = [
  ofAws("Source", "CodeStarSourceConnection", {
    inputs: none,
    outputs: one,
    required: ["ConnectionArn", "FullRepositoryId", "BranchName"],
    optional: ["OutputArtifactFormat", "DetectChanges"],
    checkConfiguration: checkConnection,
    checkPassing,
    execute: fetchFromHost,
  }),
];

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

/**
 * The caller must be allowed to pass the connection on, which IAM decides whether it is there or not; that it is missing, or
 * waits for its handshake, fails the action: https://docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html
 * (PassConnection), …/codepipeline/latest/userguide/troubleshooting.html
 */
async function checkPassing(action: ActionDeclaration, call: OperationCall): Promise<void> {
  const resource = action.configuration?.ConnectionArn ?? "";
  const arn = tryParseArn(resource);
  if (!arn || arn.accountId !== call.accountId) return;
  await call.require({
    action: `${arn.service}:PassConnection`,
    resource,
    context: { [`${arn.service}:PassedToService`]: "codepipeline.amazonaws.com" },
  });
}
