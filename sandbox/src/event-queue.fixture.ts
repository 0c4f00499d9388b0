import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from "@aws-sdk/client-sqs";

export interface EventQueue {
  readonly arn: string;
  /** The next event; an empty object when none comes in so many seconds. */
  next(seconds?: number): Promise<Record<string, unknown>>;
}

/** A queue that lets a service in, so that a rule, or a topic, may have it as a target. */
export async function createEventQueue(
  config: SQSClientConfig,
  name: string,
  { region, accountId }: { readonly region: string; readonly accountId: string },
  service = "events.amazonaws.com",
): Promise<EventQueue> {
  const sqs = new SQSClient(config);
  const arn = `arn:aws:sqs:${region}:${accountId}:${name}`;
  const Statement = [
    { Effect: "Allow", Principal: { Service: service }, Action: "sqs:SendMessage", Resource: arn },
  ];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { Policy } }));
  return {
    arn,
    next: async (seconds = 10) => {
      const request = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: seconds });
      const { Messages = [] } = await sqs.send(request);
      return JSON.parse(Messages[0]?.Body ?? "{}");
    },
  };
}
