import { createHash } from "node:crypto";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { TestInstallation } from "./installation.js";

export interface StoredState {
  readonly serial: number;
  /** Addresses without indexes, such as `aws_kms_key.artifacts`. */
  readonly resources: readonly string[];
  /** Whether the digest row is there and fits the state. */
  readonly digestFits: boolean;
  readonly locked: boolean;
}

/** A state as it lies in the bucket, and what the lock table says of it. */
export async function storedState({ client, settings }: TestInstallation, key: string): Promise<StoredState> {
  const { bucket, lockTable } = settings.state;
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const text = (await object.Body?.transformToString()) ?? "";
  const { Items = [] } = await new DynamoDBClient(client).send(new ScanCommand({ TableName: lockTable }));
  const rows = new Map(Items.map(({ LockID, Digest }) => [LockID?.S, Digest?.S]));
  const state = JSON.parse(text) as { serial: number; resources: { type: string; name: string }[] };
  return {
    serial: state.serial,
    resources: state.resources.map(({ type, name }) => `${type}.${name}`),
    digestFits: rows.get(`${bucket}/${key}-md5`) === createHash("md5").update(text).digest("hex"),
    locked: rows.has(`${bucket}/${key}`),
  };
}
