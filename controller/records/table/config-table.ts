import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";
import { keyAttributes, keyIn, keyText, type PipelineKey } from "../key.js";
import { itemDigest } from "./digest.js";
import { stillAsRead } from "./expectation.js";
import { type ItemWrite, putTogether } from "./put-together.js";
import type { TableItem } from "./table-item.js";

export interface FoundItem {
  readonly key: PipelineKey;
  readonly digest: string;
}

/** The config table, one item per pipeline. */
export interface ConfigTable {
  readonly name: string;
  /** As of all writes that have been answered before. */
  readItem(key: PipelineKey): Promise<TableItem | undefined>;
  /** Page by page, consistently. */
  scanItems(): AsyncIterable<TableItem>;
  scanKeys(): AsyncIterable<PipelineKey>;
  /** The keys of all items with their digests. */
  scanDigests(): Promise<FoundItem[]>;
  /** Throws `ItemChanged` unless the item is still as it was read; `undefined`: unless there is still none. */
  putItem(item: TableItem, asRead: TableItem | undefined): Promise<void>;
  /** All or none, as many as `togetherAtMost` says. Gives those that are not as they were read: then it is none. */
  putItems<T extends ItemWrite>(writes: readonly T[]): Promise<T[]>;
  deleteItem(key: PipelineKey, asRead: TableItem): Promise<void>;
}

export class ItemChanged extends Error {
  override readonly name = "ItemChanged";

  constructor(key: PipelineKey | undefined, table: string) {
    const which = key ? keyText(key) : "without a key";
    super(
      `The item ${which} in ${table} is not the one that was read: someone else changed it meanwhile. ` +
        "Nothing was written. Look at it again, and repeat the change if it is still wanted.",
    );
  }
}

export function configTable(client: DynamoDBDocumentClient, name: string): ConfigTable {
  const scanItems = () => itemsIn(client, name);
  return {
    name,
    readItem: async (key) => {
      const request = { TableName: name, Key: keyAttributes(key), ConsistentRead: true };
      return (await client.send(new GetCommand(request))).Item;
    },
    scanItems,
    scanKeys: () => keysIn(client, name),
    scanDigests: async () => {
      const found: FoundItem[] = [];
      for await (const item of scanItems()) found.push({ key: keyOf(item), digest: itemDigest(item) });
      return found;
    },
    putItem: (item, asRead) => {
      const condition = stillAsRead(asRead, Object.keys(item));
      const put = new PutCommand({ TableName: name, Item: item, ...condition });
      return orChanged(client.send(put), keyIn(item), name);
    },
    putItems: (writes) => putTogether(client, name, writes),
    deleteItem: (key, asRead) => {
      const request = { TableName: name, Key: keyAttributes(key), ...stillAsRead(asRead) };
      return orChanged(client.send(new DeleteCommand(request)), key, name);
    },
  };
}

async function* itemsIn(client: DynamoDBDocumentClient, table: string): AsyncIterable<TableItem> {
  const pages = paginateScan({ client }, { TableName: table, ConsistentRead: true });
  for await (const { Items = [] } of pages) yield* Items;
}

async function* keysIn(client: DynamoDBDocumentClient, table: string): AsyncIterable<PipelineKey> {
  const request = { TableName: table, ConsistentRead: true, ProjectionExpression: "RepoName, RepoTag" };
  for await (const { Items = [] } of paginateScan({ client }, request)) yield* Items.map(keyOf);
}

function keyOf(item: TableItem): PipelineKey {
  const key = keyIn(item);
  if (!key) throw new Error("The table's key must be RepoName and RepoTag, both strings.");
  return key;
}

async function orChanged(
  write: Promise<unknown>,
  key: PipelineKey | undefined,
  table: string,
): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ItemChanged(key, table);
    throw error;
  }
}
