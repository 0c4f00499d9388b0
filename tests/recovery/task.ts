import type { Settings } from "../../compiler/index.js";
import type { PipelineKey } from "../../controller/records/index.js";

/** What a run is told; the account and its region come by the environment, as to a build. */
export interface Task {
  readonly settings: Settings;
  readonly key: PipelineKey;
  readonly ledger: string;
  readonly workFolder: string;
}

/** Short, so that a test need not wait for a dead owner's lease. */
export const leaseMs = 3_000;
