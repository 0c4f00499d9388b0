import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  HeadBucketCommand,
  NotFound,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Settings } from "../../../compiler/index.js";
import { httpStatusOf } from "../../state/index.js";
import type { BootstrapClients } from "./clients.js";

/** What Terraform's backend needs before Terraform can do anything. */
export interface StateStorePresence {
  readonly bucket: boolean;
  /** Of the locks; undefined where the installation needs none. */
  readonly table: boolean | undefined;
}

/** Which of the two are there. */
export async function findStateStore(
  settings: Settings,
  { s3, dynamodb }: Pick<BootstrapClients, "s3" | "dynamodb">,
): Promise<StateStorePresence> {
  const { lock, lockTable } = settings.state;
  const table = lock === "s3" ? undefined : await tableExists(dynamodb, lockTable);
  return { bucket: await bucketExists(s3, settings.state.bucket, settings), table };
}

/**
 * Makes what is missing, and says again what each is to be like, so that what a killed run left half-made becomes
 * whole. The stack takes both over and keeps them so.
 */
export async function ensureStateStore(
  settings: Settings,
  { s3, dynamodb }: Pick<BootstrapClients, "s3" | "dynamodb">,
): Promise<void> {
  const { state, region } = settings;
  if (!(await bucketExists(s3, state.bucket, settings))) await makeBucket(s3, state.bucket, region);
  await secureBucket(s3, state);
  if (state.lock !== "s3") await ensureLockTable(dynamodb, state.lockTable);
}

/** In the own account: who guesses the name may have made one in theirs, open to us, to read all states. */
export async function bucketExists(
  client: S3Client,
  bucket: string,
  { centralAccount }: Pick<Settings, "centralAccount">,
): Promise<boolean> {
  const owner = centralAccount && { ExpectedBucketOwner: centralAccount };
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket, ...owner }));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw httpStatusOf(error) === 403 ? notOurs(bucket) : error;
  }
}

function notOurs(name: string): Error {
  return new Error(
    `The bucket ${name} is there, but not open to these credentials; it may be another account's. ` +
      "Give state.bucket in stagewright.yaml another name, or use credentials that may use it.",
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html: us-east-1 is no location constraint. */
async function makeBucket(client: S3Client, name: string, region: string): Promise<void> {
  const elsewhere = region !== "us-east-1";
  const location = { LocationConstraint: region as BucketLocationConstraint };
  const request = { Bucket: name, ...(elsewhere && { CreateBucketConfiguration: location }) };
  await client.send(new CreateBucketCommand(request));
}

async function secureBucket(client: S3Client, { bucket, kmsKeyArn }: Settings["state"]): Promise<void> {
  const everything = {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  };
  const encryption = kmsKeyArn
    ? { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID: kmsKeyArn }
    : { SSEAlgorithm: "AES256" as const };
  const rule = { ApplyServerSideEncryptionByDefault: encryption, BucketKeyEnabled: kmsKeyArn !== undefined };
  await client.send(
    new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration: everything }),
  );
  await client.send(
    new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } }),
  );
  await client.send(
    new PutBucketEncryptionCommand({
      Bucket: bucket,
      ServerSideEncryptionConfiguration: { Rules: [rule] },
    }),
  );
}

export async function tableExists(client: DynamoDBClient, name: string): Promise<boolean> {
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

/** https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-table-permissions */
async function ensureLockTable(client: DynamoDBClient, name: string): Promise<void> {
  if (!(await tableExists(client, name))) {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
      }),
    );
  }
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 120 }, { TableName: name });
}
