import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import type { Settings } from "../../../compiler/index.js";
import { configTable, shownKey } from "../../records/index.js";
import { controlPlaneNames } from "../names.js";
import type { BootstrapClients } from "./clients.js";
import { findStateStore, tableExists } from "./state-store.js";

/** What pipelines still have here, in words, at most so many of each kind. */
const shown = 10;

/** Items, rows of the ledger and states of pipelines: none of them may be left when the control plane goes. */
export async function findBlockers(settings: Settings, clients: BootstrapClients): Promise<string[]> {
  const { table, ledger, stateBucket } = controlPlaneNames(settings);
  const { bucket } = await findStateStore(settings, clients);
  return [
    ...(await keysIn(table, "item", clients)),
    ...(await keysIn(ledger, "row of the ledger", clients)),
    ...(bucket ? await statesIn(stateBucket, clients.s3) : []),
  ];
}

async function keysIn(
  table: string,
  what: string,
  { dynamodb, documents }: BootstrapClients,
): Promise<string[]> {
  if (!(await tableExists(dynamodb, table))) return [];
  // The ledger has the same key.
  const keys = configTable(documents, table).scanKeys();
  return firstOf(keys, (key) => `${what}: ${shownKey(key)}`);
}

async function statesIn(bucket: string, client: S3Client): Promise<string[]> {
  return firstOf(states(client, bucket), (key) => `state: s3://${bucket}/${key}`);
}

async function* states(client: S3Client, Bucket: string): AsyncIterable<string> {
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: "pipelines/" })) {
    for (const { Key = "" } of Contents) if (Key.endsWith("/terraform.tfstate")) yield Key;
  }
}

async function firstOf<T>(all: AsyncIterable<T>, words: (one: T) => string): Promise<string[]> {
  const found: string[] = [];
  for await (const one of all) {
    if (found.length === shown) return [...found, "… and more"];
    found.push(words(one));
  }
  return found;
}
