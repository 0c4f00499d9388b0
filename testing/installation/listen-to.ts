import { ListTopicsCommand, SNSClient, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { AccountAccess } from "./installation.js";

export interface Listener {
  /** The text of the next message; empty when none came within 20 seconds. */
  next(): Promise<string>;
  close(): Promise<void>;
}

/** Hears what a topic tells people, by a queue. */
export async function listenTo(topic: string, client: AccountAccess): Promise<Listener> {
  const sns = new SNSClient(client);
  const sqs = new SQSClient(client);
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const TopicArn = Topics.find((each) => each.TopicArn?.endsWith(`:${topic}`))?.TopicArn ?? "";
  const Endpoint = TopicArn.replace(/^arn:aws:sns:(.*):[^:]+$/, "arn:aws:sqs:$1:people");
  const statement = { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" } };
  const Policy = JSON.stringify({
    Statement: { ...statement, Action: "sqs:SendMessage", Resource: Endpoint },
  });
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: "people", Attributes: { Policy } }),
  );
  const { SubscriptionArn } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  return {
    next: async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
      return JSON.parse(Messages[0]?.Body ?? '{"Message":""}').Message;
    },
    close: async () => {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
