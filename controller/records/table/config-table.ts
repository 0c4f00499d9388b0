import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  ScanCommand,
  type ScanCommandInput,
} from "@aws-sdk/client-dynamodb";
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { isReserved, keyAttributes, keyIn, type PipelineKey, shownKey } from "../key.js";
import { messageOf } from "../report.js";
import { type Attributes, fromAttributes } from "./attributes.js";
import { itemDigest } from "./digest.js";
import { stillAsRead } from "./expectation.js";
import { type Hastes, hastesIn } from "./haste.js";
import { type Origin, originAttribute, originIn } from "./origin.js";
import { type ItemWrite, putTogether } from "./put-together.js";
import type { TableItem } from "./table-item.js";

/** One item of a scan. One that cannot be read says why, and stops nothing. */
export type FoundItem =
  | { readonly key: PipelineKey; readonly item: TableItem; readonly origin?: Origin }
  | { readonly key: PipelineKey; readonly problem: string };

export type FoundDigest =
  | { readonly key: PipelineKey; readonly digest: string; readonly problem?: never }
  | { readonly key: PipelineKey; readonly digest?: never; readonly problem: string };

/** An item, and where it came from, if that is known. */
export interface TableRow {
  readonly item: TableItem;
  readonly origin?: Origin;
}

/** The config table, one item per pipeline. */
export interface ConfigTable extends Hastes {
  readonly name: string;
  /** As of all writes that have been answered before. Throws for an item that cannot be read. */
  readItem(key: PipelineKey): Promise<TableItem | undefined>;
  /** As `readItem`, with where it came from. */
  readRow(key: PipelineKey): Promise<TableRow | undefined>;
  /** Page by page, consistently. */
  scanItems(): AsyncIterable<FoundItem>;
  scanKeys(): AsyncIterable<PipelineKey>;
  /** The keys of all items, with where each came from. `signal` breaks it off. */
  scanOrigins(signal?: AbortSignal): AsyncIterable<{ readonly key: PipelineKey; readonly origin?: Origin }>;
  /** The keys of all items with their digests. */
  scanDigests(): Promise<FoundDigest[]>;
  /** Throws `ItemChanged` unless the item is still as it was read; `undefined`: unless there is still none. */
  putItem(item: TableItem, asRead: TableItem | undefined): Promise<void>;
  /** All or none, as many as `togetherAtMost` says. Gives those that are not as they were read: then it is none. */
  putItems<T extends ItemWrite>(writes: readonly T[]): Promise<T[]>;
  deleteItem(key: PipelineKey, asRead: TableItem): Promise<void>;
}

export class ItemChanged extends Error {
  override readonly name = "ItemChanged";

  constructor(key: PipelineKey | undefined, table: string) {
    const which = key ? shownKey(key) : "without a key";
    super(
      `The item ${which} in ${table} is not the one that was read: someone else changed it meanwhile. ` +
        "Nothing was written. Look at it again, and repeat the change if it is still wanted.",
    );
  }
}

export function configTable(client: DynamoDBDocumentClient, name: string): ConfigTable {
  return {
    name,
    ...hastesIn(client, name),
    readItem: async (key) => (await readRow(client, name, key))?.item,
    readRow: (key) => readRow(client, name, key),
    scanItems: () => scan(client, name, itemIn),
    scanKeys: () => scan(client, name, keyOf, { ProjectionExpression: "RepoName, RepoTag" }),
    scanOrigins: (signal) => {
      const read = (attributes: Attributes) => ({ key: keyOf(attributes), ...rowIn(attributes).from });
      const more = {
        ProjectionExpression: "RepoName, RepoTag, #origin",
        ExpressionAttributeNames: { "#origin": originAttribute },
      };
      return scan(client, name, read, more, signal);
    },
    scanDigests: async () => {
      const found: FoundDigest[] = [];
      for await (const each of scan(client, name, digestIn)) found.push(each);
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

/** Items come as DynamoDB has them: the document client refuses a whole page for one number. */
async function readRow(
  client: DynamoDBDocumentClient,
  table: string,
  key: PipelineKey,
): Promise<TableRow | undefined> {
  if (isReserved(key)) return undefined;
  const { repository, branch } = key;
  const Key = { RepoName: { S: repository }, RepoTag: { S: branch } };
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  if (!Item) return undefined;
  const found = itemIn(Item);
  if ("item" in found) return found;
  throw new Error(`The item ${shownKey(key)} in ${table} cannot be read: ${found.problem}`);
}

async function* scan<T>(
  client: DynamoDBDocumentClient,
  table: string,
  read: (attributes: Attributes) => T,
  more: Partial<ScanCommandInput> = {},
  abortSignal?: AbortSignal,
): AsyncIterable<T> {
  let from: Record<string, AttributeValue> | undefined;
  do {
    const request = { ...more, TableName: table, ConsistentRead: true, ExclusiveStartKey: from };
    const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand(request), { abortSignal });
    for (const attributes of Items) if (!isReserved(keyOf(attributes))) yield read(attributes);
    from = LastEvaluatedKey;
  } while (from);
}

function itemIn(attributes: Attributes): FoundItem {
  const key = keyOf(attributes);
  return orProblem(key, () => {
    const { item, from } = rowIn(attributes);
    return { key, item, ...from };
  });
}

/** A row's configuration, apart from what stands beside it. */
function rowIn(attributes: Attributes) {
  const { [originAttribute]: beside, ...item } = fromAttributes(attributes);
  const origin = originIn(beside);
  return { item, from: origin && { origin } };
}

function digestIn(attributes: Attributes): FoundDigest {
  const key = keyOf(attributes);
  return orProblem(key, () => ({ key, digest: itemDigest(rowIn(attributes).item) }));
}

function orProblem<T>(key: PipelineKey, read: () => T) {
  try {
    return read();
  } catch (error) {
    return { key, problem: messageOf(error) };
  }
}

function keyOf({ RepoName, RepoTag }: Attributes): PipelineKey {
  const key = keyIn({ RepoName: RepoName?.S, RepoTag: RepoTag?.S });
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
