import {
  CreateTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Makes a table with the key that both tables have. */
export async function makeTable(config: DynamoDBClientConfig, TableName: string) {
  const client = new DynamoDBClient(config);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "RepoName", KeyType: "HASH" },
        { AttributeName: "RepoTag", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "RepoName", AttributeType: "S" },
        { AttributeName: "RepoTag", AttributeType: "S" },
      ],
    }),
  );
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName });
  return DynamoDBDocumentClient.from(client);
}
