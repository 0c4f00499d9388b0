import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ListSubscriptionsByTopicCommand, ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { pipelineId } from "../../compiler/index.js";
import { keyAttributes, type PipelineKey } from "../../controller/records/index.js";
import type { ControlPlane } from "../../testing/installation/control-plane.js";

/** The ARN of the topic by which the approvals of a pipeline are asked for. */
export async function approvalTopic(
  { client }: ControlPlane,
  { repository, branch }: PipelineKey,
): Promise<string> {
  const id = pipelineId(repository, branch);
  const { Topics = [] } = await new SNSClient(client).send(new ListTopicsCommand({}));
  return Topics.map(({ TopicArn = "" }) => TopicArn).find((arn) => arn.includes(id)) ?? "";
}

export async function addressesOf({ client }: ControlPlane, TopicArn: string): Promise<string[]> {
  const { Subscriptions = [] } = await new SNSClient(client).send(
    new ListSubscriptionsByTopicCommand({ TopicArn }),
  );
  return Subscriptions.map(({ Endpoint = "" }) => Endpoint);
}

/** As far as the ledger knows: the last run, and its look at the addresses, was a day ago. Functions know no other time than ours. */
export async function aDayLater({ client, names, ledger }: ControlPlane, key: PipelineKey): Promise<void> {
  const addresses = (await ledger.read(key))?.addresses;
  const at = new Date(Date.now() - 25 * 60 * 60_000).toISOString();
  await DynamoDBDocumentClient.from(new DynamoDBClient(client)).send(
    new UpdateCommand({
      TableName: names.ledger,
      Key: keyAttributes(key),
      UpdateExpression: "SET Addresses = :addresses, Outcome.#at = :at",
      ExpressionAttributeNames: { "#at": "at" },
      ExpressionAttributeValues: { ":addresses": { ...addresses, at }, ":at": at },
    }),
  );
}
