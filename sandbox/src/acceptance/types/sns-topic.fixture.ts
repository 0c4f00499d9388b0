import type { ResourceType } from "../resource-type.fixture.js";

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const snsTopic: ResourceType = {
  type: "aws_sns_topic",
  fewest: ({ name }) => ({ name }),
  all: ({ name, key, role }) => ({
    name,
    display_name: 'R&D <x> "q"',
    kms_master_key_id: key,
    signature_version: 2,
    tracing_config: "Active",
    sqs_success_feedback_role_arn: role("sns"),
    sqs_success_feedback_sample_rate: 10,
    sqs_failure_feedback_role_arn: role("sns"),
    delivery_policy: delivery(20),
    tags: { team: "R+D" },
  }),
  changes: ({ name, otherKey, otherRole }) => ({
    name: `${name}-other`,
    display_name: "other",
    kms_master_key_id: otherKey,
    signature_version: 1,
    tracing_config: "PassThrough",
    sqs_success_feedback_role_arn: otherRole("sns"),
    sqs_success_feedback_sample_rate: 20,
    sqs_failure_feedback_role_arn: otherRole("sns"),
    delivery_policy: delivery(21),
    tags: { team: "b", more: "" },
  }),
  replacing: ["name"],
  stays: ["signature_version", "tracing_config"],
  filledIn: { fifo_topic: false, policy: "/__default_statement_ID/", owner: "111111111111" },
};

const delivery = (maxDelayTarget: number) =>
  JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: {
        minDelayTarget: 20,
        maxDelayTarget,
        numRetries: 3,
        numMaxDelayRetries: 0,
        numNoDelayRetries: 0,
        numMinDelayRetries: 0,
        backoffFunction: "linear",
      },
      disableSubscriptionOverrides: false,
    },
  });
