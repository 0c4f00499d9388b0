import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import type { Settings } from "../../compiler/settings/index.js";

/** How to reach an account that has nothing in it yet. */
export interface Reach {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Makes the bucket and the table that Terraform's backend needs, in an empty account. */
export async function makeStateStore(reach: Reach, { state }: Settings): Promise<void> {
  await Promise.all([makeBucket(reach, state.bucket), makeLockTable(reach, state.lockTable)]);
}

async function makeBucket(reach: Reach, name: string): Promise<void> {
  const s3 = new S3Client(reach);
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const versioning = { Bucket: name, VersioningConfiguration: { Status: "Enabled" } } as const;
  await s3.send(new PutBucketVersioningCommand(versioning));
}

/** Terraform's S3 backend keeps locks and digests in a table with this key. */
async function makeLockTable(reach: Reach, name: string): Promise<void> {
  const client = new DynamoDBClient(reach);
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
    }),
  );
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName: name });
}
