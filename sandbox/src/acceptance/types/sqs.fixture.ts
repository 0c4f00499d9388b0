import type { Given, ResourceType } from "../resource-type.fixture.js";

const url = ({ label }: Given) => `\${aws_sqs_queue.policed-${label}.id}`;
const arn = ({ label }: Given) => `\${aws_sqs_queue.policed-${label}.arn}`;
const allowed = (given: Given, action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Sid: "a", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${given.account}:root` } },
        ...{ Action: action, Resource: arn(given) },
      },
    ],
  });
const needs = ({ name, label }: Given) => ({ [`aws_sqs_queue.policed-${label}`]: { name } });

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html (Policy) */
export const sqsQueuePolicy: ResourceType = {
  type: "aws_sqs_queue_policy",
  fewest: (given) => ({ queue_url: url(given), policy: allowed(given, "sqs:SendMessage") }),
  all: (given) => ({ queue_url: url(given), policy: allowed(given, "sqs:ReceiveMessage") }),
  needs,
};

/** …API_SetQueueAttributes.html (RedrivePolicy) */
export const sqsRedrivePolicy: ResourceType = {
  type: "aws_sqs_queue_redrive_policy",
  fewest: (given) => ({ queue_url: url(given), redrive_policy: redrive(given.deadQueue, 2) }),
  all: (given) => ({ queue_url: url(given), redrive_policy: redrive(given.deadQueue, 3) }),
  needs,
};

const redrive = (deadLetterTargetArn: string, maxReceiveCount: number) =>
  JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
