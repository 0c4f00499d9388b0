import { setTimeout as sleep } from "node:timers/promises";
import {
  type ConfigTable,
  itemDigest,
  keyText,
  type Ledger,
  type LedgerRecord,
  type PipelineKey,
} from "../../controller/records/index.js";

export interface Watched {
  readonly table: Pick<ConfigTable, "readItem">;
  readonly ledger: Pick<Ledger, "read">;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const pauseMs = 500;

/**
 * Waits until the ledger has dealt with the item of a pipeline as it is now, or has forgotten the pipeline where there
 * is none. The record then, also if what the item asks for has failed.
 */
export async function untilSettled(key: PipelineKey, watched: Watched): Promise<LedgerRecord | undefined> {
  const deadline = Date.now() + watched.timeoutMs;
  for (;;) {
    const [item, record] = [await watched.table.readItem(key), await watched.ledger.read(key)];
    const isDealtWith = record?.item === (item && itemDigest(item));
    if (isDealtWith && !record?.lease && Boolean(record) === Boolean(item)) return record;
    if (Date.now() > deadline) throw new Error(notSettled(key, record));
    await sleep(pauseMs, undefined, watched.signal && { signal: watched.signal });
  }
}

function notSettled(key: PipelineKey, record: LedgerRecord | undefined): string {
  return `${keyText(key)} has not come to rest in time. The ledger says: ${JSON.stringify(record, undefined, 2)}`;
}
