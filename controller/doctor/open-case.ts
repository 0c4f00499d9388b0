import { type Clock, timestamp } from "../clock.js";
import type { PipelineKey } from "../key.js";
import type { Ledger, LedgerRecord } from "../ledger/index.js";
import type { Lock, StateStore } from "../reconciler/index.js";

/** Where is looked. */
export interface Practice {
  readonly ledger: Pick<Ledger, "read">;
  readonly states: Pick<StateStore, "locksOf" | "digestFits" | "mend">;
  /** True only when it is proven. */
  readonly hasEnded: (owner: string) => Promise<boolean>;
  readonly clock: Clock;
}

/** One pipeline, as it is found. */
export interface Case {
  readonly key: PipelineKey;
  readonly record: LedgerRecord | undefined;
  readonly locks: readonly Lock[];
  /** Of who has the lease: whether they have ended. `none`: nobody has it. */
  readonly end: "none" | "running" | "unproven" | "proven";
}

export async function openCase(key: PipelineKey, practice: Practice): Promise<Case> {
  const record = await practice.ledger.read(key);
  const locks = await practice.states.locksOf(key);
  return { key, record, locks, end: await endOf(record, practice) };
}

/** Who gives a heartbeat is at work; after that only proof counts. */
async function endOf(record: LedgerRecord | undefined, { hasEnded, clock }: Practice): Promise<Case["end"]> {
  if (!record?.lease) return "none";
  const { owner, expires } = record.lease;
  if (await hasEnded(owner)) return "proven";
  return expires > timestamp(clock.now()) ? "running" : "unproven";
}
