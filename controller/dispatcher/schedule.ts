import {
  type Clock,
  type ConfigTable,
  distinctKeys,
  type FoundDigest,
  inParallel,
  isDue,
  isPending,
  keyText,
  type Ledger,
  type LedgerRecord,
  type PipelineKey,
  type Report,
  timestamp,
  waitingSince,
} from "../records/index.js";
import type { Builds } from "./builds.js";
import { ensureBuilds, type Limits } from "./ensure-builds.js";
import { recordRefusal } from "./record-refusal.js";
import { unlookedAt } from "./unlooked-at.js";

export interface Scheduler {
  readonly table: Pick<ConfigTable, "scanDigests">;
  readonly ledger: Pick<Ledger, "request" | "list" | "recordRefusal">;
  readonly builds: Builds;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly report: Report;
}

/** A stream that was silent for long leaves a whole table to ask for, and a function has a minute. */
const asksAtOnce = 25;

/**
 * Finds what was left over: compares the whole table with the ledger, since a mark may never have been made, asks
 * for what differs, and sees that a build runs if anything waits.
 */
export async function runSchedule(scheduler: Scheduler): Promise<void> {
  const { table, ledger, builds, limits, report } = scheduler;
  // The ledger first: what a run ends in between is asked for once too often, and never once too seldom.
  const records = await ledger.list();
  const items = await table.scanDigests();
  const missed = distinctKeys([...unseen(records, items), ...unlookedAt(records, scheduler)]);
  await inParallel(missed, asksAtOnce, (key) => ledger.request(key));
  for (const { key, problem } of items) if (problem) report("item-unreadable", { key, message: problem });
  const waiting = await waitingOf(records, scheduler);
  const { started, refused } = await ensureBuilds(missed.length + waiting.length, limits, builds, report);
  if (refused) {
    // Each write costs, and says nothing new where the same reason stands.
    const unsaid = waiting.filter(({ refused: known }) => known?.reason !== refused).map(({ key }) => key);
    await recordRefusal([...missed, ...unsaid], refused, ledger, report);
  }
  const counts = { pipelines: records.length, missed: missed.map(keyText), left: waiting.length, started };
  report("schedule", { ...counts, oldestSeconds: oldestOf(waiting, scheduler) });
}

async function waitingOf(records: readonly LedgerRecord[], scheduler: Scheduler): Promise<LedgerRecord[]> {
  const waiting = await Promise.all(records.map((record) => isWaiting(record, scheduler)));
  return records.filter((_, index) => waiting[index]);
}

/** How long the one has waited that waits longest; an alarm watches it. */
function oldestOf(waiting: readonly LedgerRecord[], { clock }: Scheduler): number {
  const since = waiting.map((record) => Date.parse(waitingSince(record)));
  return Math.max(0, ...since.map((from) => Math.round((clock.now() - from) / 1000)));
}

/**
 * Pipelines whose item is not the one that the ledger last heard of, and that nobody has asked for yet. One that cannot
 * be read has no digest: it is asked for, fails by itself, and waits longer each time.
 */
function unseen(records: readonly LedgerRecord[], items: readonly FoundDigest[]): PipelineKey[] {
  const known = new Map(records.map((record) => [keyText(record.key), record]));
  const present = new Map(items.map(({ key, digest }) => [keyText(key), digest]));
  const keys = [...items, ...records.filter(({ key }) => !present.has(keyText(key)))].map(({ key }) => key);
  return keys.filter((key) => {
    const record = known.get(keyText(key));
    return !record || (!isPending(record) && record.item !== present.get(keyText(key)));
  });
}

/** A run whose heartbeat is fresh needs no build; nor does one whose owner may still be at work. */
async function isWaiting(record: LedgerRecord, { clock, builds }: Scheduler): Promise<boolean> {
  const now = timestamp(clock.now());
  if (!isDue(record, now)) return false;
  if (!record.lease) return true;
  return record.lease.expires <= now && (await builds.hasEnded(record.lease.owner));
}
