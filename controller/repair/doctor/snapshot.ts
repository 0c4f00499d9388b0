import {
  type Attempt,
  type Clock,
  type Ledger,
  type LedgerRecord,
  type PipelineKey,
  timestamp,
} from "../../records/index.js";
import type { Lock, StateStore } from "../../state/index.js";
import type { OrphanReport } from "../find-orphans.js";
import type { FixSafety, Repair } from "./finding.js";

/** Where is looked. */
export interface DoctorDeps {
  readonly ledger: Pick<Ledger, "read">;
  readonly states: Pick<StateStore, "locksOf" | "digestFits" | "repair">;
  /** True only when it is proven. */
  readonly hasEnded: (owner: string) => Promise<boolean>;
  readonly clock: Clock;
  /** What an attempt left in AWS that no state knows. Only reads. */
  readonly findOrphans: (key: PipelineKey, attempt: Attempt) => Promise<OrphanReport>;
}

/** One pipeline, as it is found. */
export interface Snapshot {
  readonly key: PipelineKey;
  readonly record: LedgerRecord | undefined;
  readonly locks: readonly Lock[];
  readonly digestFits: boolean;
  /** Of who has the lease: whether they have ended. `none`: nobody has it. */
  readonly end: "none" | "running" | "unproven" | "proven";
}

export async function takeSnapshot(key: PipelineKey, deps: DoctorDeps): Promise<Snapshot> {
  const record = await deps.ledger.read(key);
  const locks = await deps.states.locksOf(key);
  const digestFits = await deps.states.digestFits(key);
  return { key, record, locks, digestFits, end: await endOf(record, deps) };
}

/** Whether a run may take this over without a question. */
export function safetyOfRun({ end }: Snapshot): FixSafety {
  if (end === "running") return "manual";
  return end === "unproven" ? "confirm" : "safe";
}

/** Left to a run, which takes over the lease if there is one. */
export function byRun({ key, record }: Snapshot): Repair {
  return { kind: "reconcile", key, ended: record?.lease ? [record.lease.owner] : [] };
}

/** Who gives a heartbeat is at work; after that only proof counts. */
async function endOf(
  record: LedgerRecord | undefined,
  { hasEnded, clock }: DoctorDeps,
): Promise<Snapshot["end"]> {
  if (!record?.lease) return "none";
  const { owner, expires } = record.lease;
  if (await hasEnded(owner)) return "proven";
  return expires > timestamp(clock.now()) ? "running" : "unproven";
}
