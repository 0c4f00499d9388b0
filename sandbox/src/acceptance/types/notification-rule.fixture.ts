import type { Given, ResourceType } from "../resource-type.fixture.js";

const pipeline = ({ account, region }: Given) => `arn:aws:codepipeline:${region}:${account}:shop`;

/** https://docs.aws.amazon.com/codestar-notifications/latest/APIReference/API_CreateNotificationRule.html */
export const notificationRule: ResourceType = {
  type: "aws_codestarnotifications_notification_rule",
  fewest: (given) => ({
    name: given.name,
    detail_type: "BASIC",
    event_type_ids: ["codepipeline-pipeline-pipeline-execution-failed"],
    resource: pipeline(given),
  }),
  all: (given) => ({
    name: given.name,
    detail_type: "FULL",
    event_type_ids: [
      "codepipeline-pipeline-manual-approval-needed",
      "codepipeline-pipeline-pipeline-execution-failed",
    ],
    resource: pipeline(given),
    status: "DISABLED",
    target: { address: topicOf("one", given) },
    tags: { team: "R+D" },
  }),
  changes: (given) => ({
    name: `${given.name} other`,
    detail_type: "BASIC",
    event_type_ids: ["codepipeline-pipeline-stage-execution-failed"],
    resource: `${pipeline(given)}-other`,
    status: "ENABLED",
    target: { address: topicOf("two", given) },
    tags: { team: "b", more: "" },
  }),
  replacing: ["resource"],
  filledIn: { status: "ENABLED", arn: "/:notificationrule\\//" },
  // Terraform deletes a target for every rule that has it, so each rule has its own.
  needs: ({ name, label }) => ({
    [`aws_sns_topic.rule-one-${label}`]: { name: `${name}-1` },
    [`aws_sns_topic.rule-two-${label}`]: { name: `${name}-2` },
  }),
};

const topicOf = (which: string, { label }: Given) => `\${aws_sns_topic.rule-${which}-${label}.arn}`;
