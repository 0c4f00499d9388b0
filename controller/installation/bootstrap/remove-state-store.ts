import { DeleteTableCommand, UpdateTableCommand, waitUntilTableNotExists } from "@aws-sdk/client-dynamodb";
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  type S3Client,
} from "@aws-sdk/client-s3";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { Settings } from "../../../compiler/index.js";
import { backendPlaces, Objects } from "../../state/index.js";
import { controlPlaneNames } from "../names.js";
import type { BootstrapClients } from "./clients.js";
import { findStateStore, tableExists } from "./state-store.js";

/** Lets a table be deleted, if it is there. */
export async function unprotect(table: string, { dynamodb }: BootstrapClients): Promise<void> {
  if (!(await tableExists(dynamodb, table))) return;
  await dynamodb.send(new UpdateTableCommand({ TableName: table, DeletionProtectionEnabled: false }));
}

/**
 * The last step of all. The table goes first, with the digest, since a digest without its state would block whoever
 * comes later; then all versions of all objects; then the bucket. `shared` are objects of others: then both stay.
 */
export async function removeStateStore(
  settings: Settings,
  shared: boolean,
  clients: BootstrapClients,
): Promise<void> {
  const { bucket, lockTable, lock } = settings.state;
  if (shared) {
    await removeDigest(settings, clients);
    for (const prefix of ownPrefixes) await removeVersions(bucket, prefix, clients.s3);
    return;
  }
  if (lock !== "s3") await removeTable(lockTable, clients);
  const found = await findStateStore(settings, clients);
  if (!found.bucket) return;
  await removeVersions(bucket, "", clients.s3);
  await clients.s3.send(new DeleteBucketCommand({ Bucket: bucket }));
}

/** What is ours in the bucket. */
const ownPrefixes = ["control-plane/", "pipelines/", "toolchain/"];

/**
 * Why the bucket has to stay, in words; undefined: it may go. A team may keep other states in the same bucket, and
 * the roles in target accounts outlive an installation.
 */
export async function reasonToStay(
  { state }: Settings,
  { s3 }: BootstrapClients,
): Promise<string | undefined> {
  const objects = new Objects(s3, state.bucket);
  for await (const key of objects.keys("")) {
    if (ownPrefixes.some((prefix) => key.startsWith(prefix))) continue;
    const [, account] = /^accounts\/(\d{12})\/terraform\.tfstate$/.exec(key) ?? [];
    if (account === undefined) return `what is not ours, such as ${key}`;
    if (await hasResources(objects, key))
      return `the state of our roles in ${account}, which \`stagewright accounts destroy ${account}\` removes`;
  }
  return undefined;
}

/** Terraform leaves an empty state where it has destroyed all. */
export async function hasResources(objects: Objects, key: string): Promise<boolean> {
  const found = await objects.read(key);
  return found !== undefined && JSON.parse(new TextDecoder().decode(found.bytes)).resources.length > 0;
}

async function removeDigest(
  { state, ...settings }: Settings,
  { documents }: BootstrapClients,
): Promise<void> {
  if (state.lock === "s3") return;
  const { stateKey } = controlPlaneNames({ ...settings, state });
  const LockID = backendPlaces(stateKey, state.bucket).digestId;
  await documents.send(new DeleteCommand({ TableName: state.lockTable, Key: { LockID } }));
}

async function removeTable(table: string, clients: BootstrapClients): Promise<void> {
  if (!(await tableExists(clients.dynamodb, table))) return;
  await unprotect(table, clients);
  await clients.dynamodb.send(new DeleteTableCommand({ TableName: table }));
  const wait = { client: clients.dynamodb, minDelay: 1, maxWaitTime: 120 };
  await waitUntilTableNotExists(wait, { TableName: table });
}

/** The first page again and again, until there is none. */
export async function removeVersions(bucket: string, prefix: string, client: S3Client): Promise<void> {
  for (;;) {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }));
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (versions.length === 0) return;
    const objects = versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
    await removeObjects(bucket, objects, client);
  }
}

async function removeObjects(Bucket: string, Objects: ObjectIdentifier[], client: S3Client): Promise<void> {
  if (Objects.length === 0) return;
  const request = new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } });
  const { Errors = [] } = await client.send(request);
  const [first] = Errors;
  if (first) throw new Error(`Cannot delete s3://${Bucket}/${first.Key}: ${first.Message ?? first.Code}.`);
}
