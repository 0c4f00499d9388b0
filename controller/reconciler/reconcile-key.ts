import {
  boundOutcome,
  type Deferral,
  type Haste,
  isDue,
  isHastened,
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
import type { HeldBack } from "./hold-back.js";
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

/** `deferred`: nothing was done, since that would cancel what runs in the pipeline. What was requested stays so. */
export type KeyResult =
  | { readonly outcome: Outcome }
  | { readonly deferred: Omit<Deferral, "generation"> }
  | { readonly skipped: SkipReason };

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
    const end = "wait" in ending ? await endHeld(record, ending, run) : await endDone(record, ending, run);
    if (end.released === "released") return end.result;
    const { released } = end;
    const next = released === "lease-lost" ? undefined : await run.ledger.read(record.key);
    if (next?.lease?.id !== run.lease.id) throw new LeaseLost(record.key);
    record = next;
  }
}

interface End {
  readonly released: ReleaseResult;
  readonly result: KeyResult;
}

async function endDone(record: LedgerRecord, ending: Ending, run: Run): Promise<End> {
  const { outcome, haste } = ending;
  run.report("run-ended", { key: record.key, ...outcome });
  const released = await tryToRelease(record, ending, run);
  if (released !== "lease-lost") await tellIfFailed(record.key, outcome, run);
  // What failed is tried again, and has not to wait then either.
  const isDone = released === "released" && outcome.kind !== "failed";
  if (isDone && haste) await forgetHaste(record.key, haste, run);
  return { released, result: { outcome } };
}

async function endHeld(
  record: LedgerRecord,
  { wait }: HeldBack,
  { ledger, lease, report }: Run,
): Promise<End> {
  report("run-deferred", { key: record.key, ...wait });
  return { released: await ledger.defer(record, lease.id, wait), result: { deferred: wait } };
}

/** Where it cannot be struck off it is said of an item that has been dealt with, and counts for a day at most. */
async function forgetHaste(key: PipelineKey, haste: Haste, { waiting, report }: Run): Promise<void> {
  try {
    await waiting?.forgetHaste(key, haste);
  } catch (error) {
    report("haste-not-forgotten", { key, message: messageOf(error) });
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

/** `haste`: what said that this very item was not to wait. */
interface Ending extends RunSummary {
  readonly haste?: Haste;
}

async function lookAndAct(record: LedgerRecord, run: Run): Promise<Ending | HeldBack> {
  const tail = new OutputTail();
  const seen: { item?: string; haste?: Haste } = {};
  const acted = await resultOf(tail, async () => {
    const item = await run.table.readItem(record.key);
    if (item) seen.item = itemDigest(item);
    // After the item: whoever is not to wait says so before it is put.
    const haste = await run.waiting?.hasteOf(record.key);
    if (!haste || !isHastened(haste, seen.item, run.clock.now())) return runOnce(record, item, run, tail);
    seen.haste = haste;
    return runOnce(record, item, notWaiting(run), tail);
  });
  if ("wait" in acted) return acted;
  const { addresses, ...result } = acted;
  const { owner, log } = run.identity;
  const at = timestamp(run.clock.now());
  // As the ledger will have it: neither the log nor an event can bear more.
  const outcome = boundOutcome({ ...result, at, owner, ...(log !== undefined && { log }) });
  return { outcome, ...seen, ...(addresses && { addresses }) };
}

function notWaiting({ waiting: _, ...run }: Run): Run {
  return run;
}

/** Only a lost lease is no result: then nothing may be written any more. */
async function resultOf<T>(tail: OutputTail, act: () => Promise<T>): Promise<T | ReconcileResult> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    return { kind: "failed", failure: explainFailure(error), tail: tail.lines() };
  }
}
