import {
  boundOutcome,
  isDue,
  itemDigest,
  type LedgerRecord,
  messageOf,
  type Outcome,
  type PipelineKey,
  type ReleaseResult,
  type RunSummary,
  timestamp,
} from "../records/index.js";
import { explainFailure } from "../repair/index.js";
import { keepAlive } from "./keep-alive.js";
import { OutputTail } from "./output-tail.js";
import type { Reconciler } from "./reconciler.js";
import { LeaseLost, type Run } from "./run.js";
import { type ReconcileResult, runOnce } from "./run-once.js";

/**
 * Why a pipeline was skipped. `locked`: another run has the lease. `lease-lost`: another run took the lease over.
 * `ledger-unavailable`: the ledger could not be reached, and the next build goes on. `deferred`: the build would end
 * before the run might. `cancelled`: the run was asked to stop. `not-due`: nothing is pending.
 */
export type SkipReason =
  | "locked"
  | "not-due"
  | "lease-lost"
  | "cancelled"
  | "deferred"
  | "ledger-unavailable";

export type KeyResult = { readonly outcome: Outcome } | { readonly skipped: SkipReason };

/** Makes one pipeline match its item, if nobody else is at it. Never throws. */
export async function reconcileKey(key: PipelineKey, reconciler: Reconciler): Promise<KeyResult> {
  try {
    if (reconciler.signal.aborted) return { skipped: "cancelled" };
    if (isLate(reconciler)) return { skipped: "deferred" };
    const record = await takeLease(key, reconciler);
    return "skipped" in record ? record : await holding(record, reconciler);
  } catch (error) {
    reconciler.report("run-broken-off", { key, message: messageOf(error) });
    return { skipped: error instanceof LeaseLost ? "lease-lost" : "ledger-unavailable" };
  }
}

/** Whether what is begun now might outlive its build. */
export function isLate({ clock, startsUntil = Number.POSITIVE_INFINITY }: Reconciler): boolean {
  return clock.now() >= startsUntil;
}

/** Takes a lease that nobody has, or whose owner has ended: that is looked into once the lease ran out. */
async function takeLease(
  key: PipelineKey,
  { ledger, hasEnded, identity, leaseMs, clock, newId }: Reconciler,
): Promise<LedgerRecord | { skipped: SkipReason }> {
  const now = timestamp(clock.now());
  const found = await ledger.read(key);
  if (!found || !isDue(found, now)) return { skipped: "not-due" };
  const { lease } = found;
  if (lease && (lease.expires > now || !(await hasEnded(lease.owner)))) return { skipped: "locked" };
  const { owner, who } = identity;
  return (await ledger.takeLease(found, { id: newId(), owner, who, leaseMs })) ?? { skipped: "locked" };
}

async function holding(record: LedgerRecord, reconciler: Reconciler): Promise<KeyResult> {
  const { key, lease } = record;
  if (!lease) throw new LeaseLost(key);
  const alive = keepAlive(key, lease, reconciler);
  try {
    return await untilObserved(record, { ...reconciler, lease, signal: alive.signal });
  } finally {
    alive.end();
  }
}

/** The second look: who was asked for more meanwhile goes round, with the lease in hand. */
async function untilObserved(first: LedgerRecord, run: Run): Promise<KeyResult> {
  let record = first;
  for (;;) {
    const ending = await lookAndAct(record, run);
    run.report("run-ended", { key: record.key, ...ending.outcome });
    const released = await tryToRelease(record, ending, run);
    if (released !== "lease-lost") await tellIfFailed(record.key, ending.outcome, run);
    if (released === "released") return { outcome: ending.outcome };
    const next = released === "lease-lost" ? undefined : await run.ledger.read(record.key);
    if (next?.lease?.id !== run.lease.id) throw new LeaseLost(record.key);
    record = next;
  }
}

/** Only of what the ledger has: whoever misses the event, or dies before it, finds it there. */
async function tellIfFailed(
  key: PipelineKey,
  outcome: Outcome,
  { notifyFailure, report }: Run,
): Promise<void> {
  if (outcome.kind !== "failed" && outcome.kind !== "invalid") return;
  try {
    await notifyFailure?.(key, outcome);
  } catch (error) {
    report("failure-not-told", { key, message: messageOf(error) });
  }
}

function tryToRelease(
  record: LedgerRecord,
  ending: RunSummary,
  { ledger, lease }: Run,
): Promise<ReleaseResult> {
  if (ending.outcome.kind === "destroyed") return ledger.forget(record, lease.id);
  return ledger.release(record, lease.id, ending);
}

async function lookAndAct(record: LedgerRecord, run: Run): Promise<RunSummary> {
  const tail = new OutputTail();
  const seen: string[] = [];
  const { addresses, ...result } = await resultOf(tail, async () => {
    const item = await run.table.readItem(record.key);
    if (item) seen.push(itemDigest(item));
    return runOnce(record, item, run, tail);
  });
  const { owner, log } = run.identity;
  const at = timestamp(run.clock.now());
  // As the ledger will have it: neither the log nor an event can bear more.
  const outcome = boundOutcome({ ...result, at, owner, ...(log !== undefined && { log }) });
  const [item] = seen;
  return { outcome, ...(item !== undefined && { item }), ...(addresses && { addresses }) };
}

/** Only a lost lease is no result: then nothing may be written any more. */
async function resultOf(tail: OutputTail, act: () => Promise<ReconcileResult>): Promise<ReconcileResult> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    return { kind: "failed", failure: explainFailure(error), tail: tail.lines() };
  }
}
