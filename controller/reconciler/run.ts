import { type Lease, type PipelineKey, shownKey } from "../records/index.js";
import type { Reconciler } from "./reconciler.js";

/** A reconciler that holds one pipeline's lease. */
export interface Run extends Reconciler {
  readonly lease: Lease;
  /** Also aborted when the lease is lost. */
  readonly signal: AbortSignal;
}

export class LeaseLost extends Error {
  override readonly name = "LeaseLost";

  constructor(key: PipelineKey) {
    super(`The lease on ${shownKey(key)} is another's: this run has been taken for ended, and stops.`);
  }
}

/** For writes that are refused once the lease is another's. */
export async function ensureHeld(key: PipelineKey, write: Promise<boolean>): Promise<void> {
  if (!(await write)) throw new LeaseLost(key);
}
