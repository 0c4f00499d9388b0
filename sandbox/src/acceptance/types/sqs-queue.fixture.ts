import type { ResourceType } from "../resource-type.fixture.js";

const redrive = (deadLetterTargetArn: string, maxReceiveCount: number) =>
  JSON.stringify({ deadLetterTargetArn, maxReceiveCount });

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const sqsQueue: ResourceType = {
  type: "aws_sqs_queue",
  fewest: ({ name }) => ({ name }),
  all: ({ name, account, region, key, deadQueue }) => ({
    name,
    delay_seconds: 10,
    max_message_size: 2048,
    message_retention_seconds: 86_400,
    receive_wait_time_seconds: 5,
    visibility_timeout_seconds: 60,
    kms_master_key_id: key,
    redrive_policy: redrive(deadQueue, 3),
    redrive_allow_policy: JSON.stringify({ redrivePermission: "denyAll" }),
    policy: policyOf(account, region, name, "one"),
    tags: { team: "R+D" },
  }),
  changes: ({ name, account, region, otherKey, deadQueue }) => ({
    name: `${name}-other`,
    delay_seconds: 20,
    max_message_size: 4096,
    message_retention_seconds: 90_000,
    receive_wait_time_seconds: 6,
    visibility_timeout_seconds: 61,
    kms_master_key_id: otherKey,
    redrive_policy: redrive(deadQueue, 4),
    redrive_allow_policy: JSON.stringify({ redrivePermission: "allowAll" }),
    policy: policyOf(account, region, name, "two"),
    tags: { team: "b", more: "" },
  }),
  replacing: ["name"],
  // The provider leaves these to AWS where nothing is said.
  stays: ["policy", "redrive_policy", "redrive_allow_policy"],
  filledIn: {
    sqs_managed_sse_enabled: true,
    delay_seconds: 0,
    max_message_size: 262_144,
    message_retention_seconds: 345_600,
    receive_wait_time_seconds: 0,
    visibility_timeout_seconds: 30,
    fifo_queue: false,
  },
  variants: {
    "data-key": {
      from: ({ name, key }) => ({
        name,
        kms_master_key_id: key,
        kms_data_key_reuse_period_seconds: 600,
      }),
      to: ({ name, key }) => ({
        name,
        kms_master_key_id: key,
        kms_data_key_reuse_period_seconds: 700,
      }),
    },
    fifo: {
      from: ({ name }) => ({ name: `${name}.fifo`, fifo_queue: true }),
      to: ({ name }) => ({
        name: `${name}.fifo`,
        fifo_queue: true,
        content_based_deduplication: true,
        deduplication_scope: "messageGroup",
        fifo_throughput_limit: "perMessageGroupId",
      }),
      filledIn: { deduplication_scope: "queue", fifo_throughput_limit: "perQueue" },
    },
    "here-document": {
      from: ({ name, deadQueue }) => ({
        name,
        redrive_policy: spaced(redrive(deadQueue, 3)),
        redrive_allow_policy: '{\n  "redrivePermission": "denyAll"\n}\n',
      }),
      to: ({ name, deadQueue }) => ({
        name,
        redrive_policy: spaced(redrive(deadQueue, 5)),
        redrive_allow_policy: '{\n  "redrivePermission": "allowAll"\n}\n',
      }),
    },
  },
};

const spaced = (json: string) => `${JSON.stringify(JSON.parse(json), undefined, 2)}\n`;

function policyOf(account: string, region: string, name: string, sid: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: sid,
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "sqs:SendMessage",
        Resource: `arn:aws:sqs:${region}:${account}:${name}`,
      },
    ],
  });
}
