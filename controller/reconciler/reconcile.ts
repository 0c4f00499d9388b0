import {
  distinctKeys,
  inParallel,
  isDue,
  keyText,
  type LedgerRecord,
  type PipelineKey,
  timestamp,
} from "../records/index.js";
import { isLate, type KeyResult, reconcileKey } from "./reconcile-key.js";
import type { Reconciler } from "./reconciler.js";

export interface Reconciled {
  readonly key: PipelineKey;
  readonly result: KeyResult;
}

/** These pipelines, whether or not anything asks for them. */
export async function reconcileKeys(
  keys: readonly PipelineKey[],
  reconciler: Reconciler,
): Promise<Reconciled[]> {
  const distinct = distinctKeys(keys);
  for (const key of distinct) await reconciler.ledger.request(key);
  return reconcileEach(distinct, reconciler);
}

/** All that the ledger asks for, until it asks for nothing more that could be done here. */
export async function reconcilePending(reconciler: Reconciler): Promise<Reconciled[]> {
  const all: Reconciled[] = [];
  // With what was asked then: once more is worth another look, since who was at it may have ended by now.
  const skipped = new Map<string, string>();
  const isNews = (record: LedgerRecord) => skipped.get(keyText(record.key)) !== generationOf(record);
  while (!reconciler.signal.aborted && !isLate(reconciler)) {
    const due = (await dueRecords(reconciler)).filter(isNews);
    if (due.length === 0) break;
    const results = await reconcileEach(
      due.map(({ key }) => key),
      reconciler,
    );
    const elsewhere = due.filter((_, index) => isElsewhere(results[index]));
    for (const record of elsewhere) skipped.set(keyText(record.key), generationOf(record));
    all.push(...results);
  }
  return all;
}

/** Also of a record that was forgotten meanwhile, and begins to count anew. */
function generationOf({ generation, requestedAt }: LedgerRecord): string {
  return `${generation} ${requestedAt}`;
}

/** Who was asked first is served first. */
async function dueRecords({ ledger, clock }: Reconciler): Promise<LedgerRecord[]> {
  const now = timestamp(clock.now());
  const due = (await ledger.list()).filter((record) => isDue(record, now));
  return due.sort((a, b) => a.requestedAt.localeCompare(b.requestedAt));
}

function reconcileEach(keys: readonly PipelineKey[], reconciler: Reconciler): Promise<Reconciled[]> {
  return inParallel(keys, reconciler.parallel, async (key) => ({
    key,
    result: await reconcileKey(key, reconciler),
  }));
}

/** Not ours to do: looking at it again and again would be a loop without end. */
function isElsewhere(reconciled: Reconciled | undefined): boolean {
  return reconciled !== undefined && !("outcome" in reconciled.result);
}
