import type { Place } from "../../core/index.js";
import type { ActionDeclaration } from "../declaration.js";
import { invalidAction } from "../rules/rule.js";
import { type ActionType, type Configuration, none, ofAws } from "./action-type.js";
import { askForApproval } from "./approval.js";

export const manual: readonly ActionType[] = [
  ofAws("Approval", "Manual", {
    inputs: none,
    outputs: none,
    required: [],
    optional: ["NotificationArn", "CustomData", "ExternalEntityLink"],
    checkConfiguration: checkNotification,
    execute: askForApproval,
  }),
];

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
