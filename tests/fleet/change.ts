import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { PipelineKey } from "../../controller/records/index.js";
import { itemOf } from "../chaos/life.js";
import type { Fleet } from "./fleet.js";

/** What was written of each pipeline, the newest version last. */
export type Written = ReadonlyMap<PipelineKey, readonly number[]>;

/** BatchWriteItem takes no more. */
const together = 25;

/** Every tenth is changed again at once. */
const twice = (_: unknown, index: number) => index % 10 === 0;

/** Puts so many items into the table in one go. */
export async function changeAll(items: number, fleet: Fleet): Promise<Written> {
  const keys = Array.from({ length: items }, (_, index) => ({
    repository: `service-${index}`,
    branch: `release-${index}`,
  }));
  const again = keys.filter(twice);
  await putAll(keys, 10, fleet);
  await putAll(again, 11, fleet);
  return new Map(keys.map((key) => [key, again.includes(key) ? [10, 11] : [10]]));
}

async function putAll(keys: readonly PipelineKey[], version: number, fleet: Fleet): Promise<void> {
  const batches = Array.from({ length: Math.ceil(keys.length / together) }, (_, index) =>
    keys.slice(index * together, (index + 1) * together),
  );
  await Promise.all(batches.map((batch) => put(batch, version, fleet)));
}

async function put(
  keys: readonly PipelineKey[],
  version: number,
  { documents, names }: Fleet,
): Promise<void> {
  const puts = keys.map((key) => ({ PutRequest: { Item: itemOf(version, key) } }));
  const request = new BatchWriteCommand({ RequestItems: { [names.table]: puts } });
  const { UnprocessedItems = {} } = await documents.send(request);
  const left = UnprocessedItems[names.table]?.length ?? 0;
  if (left > 0) throw new Error(`${left} of ${keys.length} items were not written`);
}
