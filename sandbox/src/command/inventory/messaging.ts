import { EventBridgeClient, ListEventBusesCommand, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { paginateListSubscriptions, paginateListTopics, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";
import { count, gather, type Kind, type Resource } from "./resource.js";

export const topics: Kind = {
  name: "SNS topics",
  async list(options) {
    const client = new SNSClient(options);
    const found = await gather(paginateListTopics({ client }, {}), (page) => page.Topics);
    const subscriptions = await gather(
      paginateListSubscriptions({ client }, {}),
      (page) => page.Subscriptions,
    );
    return found.map(({ TopicArn = "" }) => ({
      name: lastOf(TopicArn, ":"),
      parts: subscriptions
        .filter((subscription) => subscription.TopicArn === TopicArn)
        .map(({ Protocol = "", Endpoint = "" }) => ({ name: `${Protocol} ${Endpoint}` })),
    }));
  },
};

export const queues: Kind = {
  name: "SQS queues",
  async list(options) {
    const client = new SQSClient(options);
    const urls = await gather(paginateListQueues({ client }, {}), (page) => page.QueueUrls);
    return Promise.all(
      urls.map(async (QueueUrl) => {
        const request = { QueueUrl, AttributeNames: ["ApproximateNumberOfMessages" as const] };
        const { Attributes } = await client.send(new GetQueueAttributesCommand(request));
        const messages = Number(Attributes?.ApproximateNumberOfMessages ?? 0);
        return { name: lastOf(QueueUrl, "/"), detail: count(messages, "message") };
      }),
    );
  },
};

/** Buses with their rules; the default bus only if it has some. */
export const buses: Kind = {
  name: "EventBridge buses",
  async list(options) {
    const client = new EventBridgeClient(options);
    const { EventBuses = [] } = await client.send(new ListEventBusesCommand({}));
    const found = EventBuses.map(async ({ Name = "" }) => ({
      name: Name,
      parts: await rulesOf(client, Name),
    }));
    return (await Promise.all(found)).filter(({ name, parts }) => name !== "default" || parts.length > 0);
  },
};

async function rulesOf(client: EventBridgeClient, bus: string): Promise<Resource[]> {
  const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName: bus }));
  return Rules.map(({ Name = "", State = "", ScheduleExpression }) => ({
    name: Name,
    detail: [ScheduleExpression, State].filter(Boolean).join(", "),
  }));
}

const lastOf = (text: string, separator: string) => text.slice(text.lastIndexOf(separator) + 1);
