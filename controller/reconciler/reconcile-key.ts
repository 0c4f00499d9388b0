import {
  type Ending,
  isDue,
  itemDigest,
  type LedgerRecord,
  type LetGo,
  messageOf,
  type Outcome,
  type PipelineKey,
  timestamp,
} from "../records/index.js";
import { explainFailure } from "../repair/index.js";
import { keepAlive } from "./keep-alive.js";
import { OutputTail } from "./output-tail.js";
import type { Reconciler } from "./reconciler.js";
import { LeaseLost, type Run } from "./run.js";
import { type Result, runOnce } from "./run-once.js";

/**
 * `held`: someone else is at it. `lost`: we were taken for ended. `unwritten`: the ledger failed us; whoever comes
 * after the end of this build goes on. `left over`: our build would end before the run might.
 */
export type PassedBy = "held" | "not due" | "lost" | "stopped" | "left over" | "unwritten";

export type KeyResult = { readonly outcome: Outcome } | { readonly passedBy: PassedBy };

/** Makes one pipeline match its item, if nobody else is at it. Never throws. */
export async function reconcileKey(key: PipelineKey, reconciler: Reconciler): Promise<KeyResult> {
  try {
    if (reconciler.signal.aborted) return { passedBy: "stopped" };
    if (isLate(reconciler)) return { passedBy: "left over" };
    const record = await takeLease(key, reconciler);
    return "passedBy" in record ? record : await holding(record, reconciler);
  } catch (error) {
    reconciler.report("run-broken-off", { key, message: messageOf(error) });
    return { passedBy: error instanceof LeaseLost ? "lost" : "unwritten" };
  }
}

/** Whether what is begun now might outlive its build. */
export function isLate({ clock, beginsUntil = Number.POSITIVE_INFINITY }: Reconciler): boolean {
  return clock.now() >= beginsUntil;
}

/** Takes a lease that nobody has, or whose owner has ended: that is looked into once the lease ran out. */
async function takeLease(
  key: PipelineKey,
  { ledger, hasEnded, identity, leaseMs, clock, newId }: Reconciler,
): Promise<LedgerRecord | { passedBy: PassedBy }> {
  const now = timestamp(clock.now());
  const found = await ledger.read(key);
  if (!found || !isDue(found, now)) return { passedBy: "not due" };
  const { lease } = found;
  if (lease && (lease.expires > now || !(await hasEnded(lease.owner)))) return { passedBy: "held" };
  const { owner, who } = identity;
  return (await ledger.takeLease(found, { id: newId(), owner, who, leaseMs })) ?? { passedBy: "held" };
}

async function holding(record: LedgerRecord, reconciler: Reconciler): Promise<KeyResult> {
  const { key, lease } = record;
  if (!lease) throw new LeaseLost(key);
  const alive = keepAlive(key, lease, reconciler);
  try {
    return await untilNothingMoreIsAsked(record, { ...reconciler, lease, signal: alive.signal });
  } finally {
    alive.end();
  }
}

/** The second look: who was asked for more meanwhile goes round, with the lease in hand. */
async function untilNothingMoreIsAsked(first: LedgerRecord, run: Run): Promise<KeyResult> {
  let record = first;
  for (;;) {
    const ending = await lookAndAct(record, run);
    run.report("run-ended", { key: record.key, ...ending.outcome });
    const letGo = await tryToLetGo(record, ending, run);
    if (letGo !== "lost") await tellIfFailed(record.key, ending.outcome, run);
    if (letGo === "done") return { outcome: ending.outcome };
    const next = letGo === "lost" ? undefined : await run.ledger.read(record.key);
    if (next?.lease?.id !== run.lease.id) throw new LeaseLost(record.key);
    record = next;
  }
}

/** Only of what the ledger has: whoever misses the event, or dies before it, finds it there. */
async function tellIfFailed(key: PipelineKey, outcome: Outcome, { tellFailure, report }: Run): Promise<void> {
  if (outcome.kind !== "failed" && outcome.kind !== "invalid") return;
  try {
    await tellFailure?.(key, outcome);
  } catch (error) {
    report("failure-not-told", { key, message: messageOf(error) });
  }
}

function tryToLetGo(record: LedgerRecord, ending: Ending, { ledger, lease }: Run): Promise<LetGo> {
  if (ending.outcome.kind === "destroyed") return ledger.forget(record, lease.id);
  return ledger.release(record, lease.id, ending);
}

async function lookAndAct(record: LedgerRecord, run: Run): Promise<Ending> {
  const tail = new OutputTail();
  const seen: string[] = [];
  const result = await resultOf(tail, async () => {
    const item = await run.table.readItem(record.key);
    if (item) seen.push(itemDigest(item));
    return runOnce(record, item, run, tail);
  });
  const { owner, log } = run.identity;
  const outcome = { ...result, at: timestamp(run.clock.now()), owner, ...(log !== undefined && { log }) };
  const [item] = seen;
  return { outcome, ...(item !== undefined && { item }) };
}

/** Only a lost lease is no result: then nothing may be written any more. */
async function resultOf(tail: OutputTail, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    return { kind: "failed", failure: explainFailure(error), tail: tail.lines() };
  }
}
