import { SNSClient, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { arn } from "../../../compiler/iam/index.js";
import type { Claim } from "../claim.js";
import { proofNames } from "../names.js";
import { provenItem } from "../pipeline.js";
import type { Proof } from "../proof.js";
import { until } from "../until.js";

/** An item that is not sound fails without Terraform; `put` would not take it, so it is written past it. */
export const failureToldClaim: Claim = {
  id: "failure-told",
  says: "The event of a failed run goes through its rule and the topic to who listens there (finding 5).",
  needs: ["pipeline-changed"],
  prove: async (proof) => {
    const { close, next } = await listen(proof);
    try {
      const { table } = proof.connection;
      await table.putItem({ ...provenItem(proof), NoSuchKey: "x" }, await table.readItem(proof.key));
      await proof.settled(proof.key);
      const { patienceMs: timeoutMs, signal } = proof;
      const message = await until(next, { timeoutMs, what: "the failure's message", signal, pauseMs: 500 });
      await proof.put(provenItem(proof));
      await proof.settled(proof.key);
      return message.split("\n")[0];
    } finally {
      await close();
    }
  },
};

async function listen({ access, settings, central, connection, key }: Proof) {
  const sns = new SNSClient(access);
  const sqs = new SQSClient(access);
  const here = { ...central, region: settings.region };
  const QueueName = proofNames(settings.namePrefix).queue;
  const Endpoint = arn("sqs", QueueName, here);
  const Principal = { Service: "sns.amazonaws.com" };
  const Statement = { Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource: Endpoint };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
  const TopicArn = arn("sns", connection.names.failures, here);
  const { SubscriptionArn } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  return {
    next: async (): Promise<string | undefined> => {
      const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 10 });
      const { Messages = [] } = await sqs.send(receive);
      const told = Messages.map(({ Body = "{}" }) => String(JSON.parse(Body).Message));
      return told.find((message) => message.includes(key.repository));
    },
    close: async () => {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
