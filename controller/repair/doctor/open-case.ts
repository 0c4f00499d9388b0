import {
  type Attempt,
  type Clock,
  type Ledger,
  type LedgerRecord,
  type PipelineKey,
  timestamp,
} from "../../records/index.js";
import type { Lock, StateStore } from "../../state/index.js";
import type { LeftBehind } from "../left-behind.js";
import type { Fix, Standing } from "./finding.js";

/** Where is looked. */
export interface Practice {
  readonly ledger: Pick<Ledger, "read">;
  readonly states: Pick<StateStore, "locksOf" | "digestFits" | "mend">;
  /** True only when it is proven. */
  readonly hasEnded: (owner: string) => Promise<boolean>;
  readonly clock: Clock;
  /** What an attempt left in AWS that no state knows. Only reads. */
  readonly lookFor: (key: PipelineKey, attempt: Attempt) => Promise<LeftBehind>;
}

/** One pipeline, as it is found. */
export interface Case {
  readonly key: PipelineKey;
  readonly record: LedgerRecord | undefined;
  readonly locks: readonly Lock[];
  readonly digestFits: boolean;
  /** Of who has the lease: whether they have ended. `none`: nobody has it. */
  readonly end: "none" | "running" | "unproven" | "proven";
}

export async function openCase(key: PipelineKey, practice: Practice): Promise<Case> {
  const record = await practice.ledger.read(key);
  const locks = await practice.states.locksOf(key);
  const digestFits = await practice.states.digestFits(key);
  return { key, record, locks, digestFits, end: await endOf(record, practice) };
}

/** Whether a run may take this over without a question. */
export function standingOfRun({ end }: Case): Standing {
  if (end === "running") return "leave";
  return end === "unproven" ? "ask" : "sure";
}

/** Left to a run, which takes over the lease if there is one. */
export function byRun({ key, record }: Case): Fix {
  return { kind: "reconcile", key, ended: record?.lease ? [record.lease.owner] : [] };
}

/** Who gives a heartbeat is at work; after that only proof counts. */
async function endOf(record: LedgerRecord | undefined, { hasEnded, clock }: Practice): Promise<Case["end"]> {
  if (!record?.lease) return "none";
  const { owner, expires } = record.lease;
  if (await hasEnded(owner)) return "proven";
  return expires > timestamp(clock.now()) ? "running" : "unproven";
}
