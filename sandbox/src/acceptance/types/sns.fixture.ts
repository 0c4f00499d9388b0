import type { Given, ResourceType } from "../resource-type.fixture.js";

const allowed = ({ account, label }: Given, action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Sid: "a", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` } },
        ...{ Action: action, Resource: `\${aws_sns_topic.policy-${label}.arn}` },
      },
    ],
  });

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html (Policy) */
export const snsTopicPolicy: ResourceType = {
  type: "aws_sns_topic_policy",
  fewest: (given) => ({
    arn: `\${aws_sns_topic.policy-${given.label}.arn}`,
    policy: allowed(given, "sns:Publish"),
  }),
  all: (given) => ({
    arn: `\${aws_sns_topic.policy-${given.label}.arn}`,
    policy: allowed(given, "sns:Subscribe"),
  }),
  needs: ({ name, label }) => ({ [`aws_sns_topic.policy-${label}`]: { name } }),
};

const toQueue = ({ label, queue }: Given) => ({
  topic_arn: `\${aws_sns_topic.subscribed-${label}.arn}`,
  protocol: "sqs",
  endpoint: queue,
});

/** Waits for whoever follows the link in its mail. */
const byMail = ({ label }: Given) => ({
  topic_arn: `\${aws_sns_topic.subscribed-${label}.arn}`,
  protocol: "email",
  endpoint: "ann@example.com",
});

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const snsTopicSubscription: ResourceType = {
  type: "aws_sns_topic_subscription",
  fewest: toQueue,
  all: (given) => ({
    ...toQueue(given),
    raw_message_delivery: true,
    filter_policy: JSON.stringify({ stage: ["R&D"] }),
    filter_policy_scope: "MessageBody",
    redrive_policy: JSON.stringify({ deadLetterTargetArn: given.deadQueue }),
  }),
  changes: (given) => ({
    endpoint: given.otherQueue,
    raw_message_delivery: false,
    filter_policy: JSON.stringify({ stage: ["beta"] }),
    filter_policy_scope: "MessageAttributes",
    redrive_policy: JSON.stringify({ deadLetterTargetArn: given.otherQueue }),
  }),
  replacing: ["endpoint"],
  // The scope goes with its policy, as in the variants.
  stays: ["filter_policy", "filter_policy_scope"],
  notImported: ["confirmation_timeout_in_minutes", "endpoint_auto_confirms"],
  filledIn: { pending_confirmation: false, raw_message_delivery: false, owner_id: "111111111111" },
  variants: {
    filtered: {
      from: (given) => ({ ...toQueue(given), filter_policy: JSON.stringify({ stage: ["a"] }) }),
      to: toQueue,
      filledIn: { filter_policy_scope: "MessageAttributes" },
    },
    "by-mail": {
      from: byMail,
      to: byMail,
      filledIn: { pending_confirmation: true },
    },
    scoped: {
      from: (given) => ({
        ...toQueue(given),
        filter_policy: JSON.stringify({ stage: ["a"] }),
        filter_policy_scope: "MessageBody",
      }),
      to: toQueue,
    },
  },
  needs: ({ name, label }) => ({ [`aws_sns_topic.subscribed-${label}`]: { name } }),
};
