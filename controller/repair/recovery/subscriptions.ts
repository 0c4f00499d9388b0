import { paginateListSubscriptionsByTopic } from "@aws-sdk/client-sns";
import type { Clients } from "./clients.js";
import { topicArn } from "./messaging.js";

/** The e-mail addresses of a topic: true for those that somebody has confirmed. Empty where there is no such topic. */
export async function emailsOf(topicName: string, clients: Clients): Promise<ReadonlyMap<string, boolean>> {
  const { sns: client } = clients;
  const found = new Map<string, boolean>();
  const TopicArn = await topicArn(topicName, clients);
  try {
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
      for (const { Protocol, Endpoint = "", SubscriptionArn = "" } of Subscriptions)
        if (Protocol === "email") found.set(Endpoint, SubscriptionArn.startsWith("arn:"));
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === "NotFoundException")) throw error;
  }
  return found;
}
