import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Clock, systemClock, timestamp } from "../clock.js";
import { hasteKey, keyAttributes, type PipelineKey } from "../key.js";

/**
 * That one state of a pipeline's item is not to wait for what runs in the pipeline. It stands in a row of the config table
 * beside the item: whoever may write items may say so, the stream tells of it, and it is no part of the configuration.
 */
export interface Haste {
  /** The item's digest; `none` where it is the item's removal. Another's change meanwhile is none of it. */
  readonly item: string;
  /** When it was said, ISO 8601. */
  readonly at: string;
}

/** What `Haste.item` is for an item that is gone. */
const gone = "none";

/** Says which items' changes are not to wait, and hears it. */
export interface Hastes {
  /** Before the item is put, or removed: `digest` is of the item as it will be; undefined: it will be gone. */
  hasten(key: PipelineKey, digest: string | undefined): Promise<void>;
  hasteOf(key: PipelineKey): Promise<Haste | undefined>;
  /** Once it is done; what was said anew since stays. */
  forgetHaste(key: PipelineKey, haste: Haste): Promise<void>;
}

/** Longer than a schedule lets a change lie, and than failures put off the next try. */
const countsForMs = 24 * 60 * 60_000;

/**
 * Whether this is said of the item as it was found; undefined: it is gone. `now` is in milliseconds since 1970: what was not
 * done within a day, since the item was never put or another's change came first, hastens none that is like it later.
 */
export function isHastened({ item, at }: Haste, digest: string | undefined, now: number): boolean {
  return item === (digest ?? gone) && now - Date.parse(at) < countsForMs;
}

export function hastesIn(client: DynamoDBDocumentClient, table: string, clock: Clock = systemClock): Hastes {
  const rowOf = (key: PipelineKey) => ({ TableName: table, Key: keyAttributes(hasteKey(key)) });
  return {
    hasten: async (key, digest) => {
      const { TableName, Key } = rowOf(key);
      const Item = { ...Key, Item: digest ?? gone, At: timestamp(clock.now()) };
      await client.send(new PutCommand({ TableName, Item }));
    },
    hasteOf: async (key) => {
      const { Item } = await client.send(new GetCommand({ ...rowOf(key), ConsistentRead: true }));
      return typeof Item?.Item === "string" ? { item: Item.Item, at: String(Item.At) } : undefined;
    },
    forgetHaste: async (key, { item, at }) => {
      const names = { "#item": "Item", "#at": "At" };
      await client
        .send(
          new DeleteCommand({
            ...rowOf(key),
            ConditionExpression: "#item = :item AND #at = :at",
            ExpressionAttributeNames: names,
            ExpressionAttributeValues: { ":item": item, ":at": at },
          }),
        )
        .catch((error: unknown) => {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        });
    },
  };
}
