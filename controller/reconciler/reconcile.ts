import { timestamp } from "../clock.js";
import { distinctKeys, keyText, type PipelineKey } from "../key.js";
import { isDue } from "../ledger/index.js";
import { inParallel } from "./in-parallel.js";
import { type KeyResult, reconcileKey } from "./reconcile-key.js";
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
  for (const key of distinct) await reconciler.ledger.ask(key);
  return reconcileEach(distinct, reconciler);
}

/** All that the ledger asks for, until it asks for nothing more that could be done here. */
export async function reconcileAsked(reconciler: Reconciler): Promise<Reconciled[]> {
  const all: Reconciled[] = [];
  const passedBy = new Set<string>();
  while (!reconciler.signal.aborted) {
    const keys = (await dueKeys(reconciler)).filter((key) => !passedBy.has(keyText(key)));
    if (keys.length === 0) break;
    const results = await reconcileEach(keys, reconciler);
    for (const { key, result } of results) if (isElsewhere(result)) passedBy.add(keyText(key));
    all.push(...results);
  }
  return all;
}

/** Who was asked first is served first. */
async function dueKeys({ ledger, clock }: Reconciler): Promise<PipelineKey[]> {
  const now = timestamp(clock.now());
  const due = (await ledger.list()).filter((record) => isDue(record, now));
  return due.sort((a, b) => a.asked.at.localeCompare(b.asked.at)).map(({ key }) => key);
}

function reconcileEach(keys: readonly PipelineKey[], reconciler: Reconciler): Promise<Reconciled[]> {
  return inParallel(keys, reconciler.parallel, async (key) => ({
    key,
    result: await reconcileKey(key, reconciler),
  }));
}

/** Not ours to do: looking at it again and again would be a loop without end. */
function isElsewhere(result: KeyResult): boolean {
  return !("outcome" in result);
}
