import type { Clock, ConfigTable, Ledger, Outcome, PipelineKey, Report } from "../records/index.js";
import type { Waiting } from "./hold-back.js";
import type { StackRunner } from "./stack-runner.js";

/** What a reconciler is made of. */
export interface Reconciler {
  readonly ledger: Ledger;
  readonly table: Pick<ConfigTable, "readItem">;
  readonly runner: StackRunner;
  /** True only when it is proven. A lease that ran out proves nothing. */
  readonly hasEnded: (owner: string) => Promise<boolean>;
  /** Tells others of an outcome `failed` or `invalid`, once the ledger has it. It may throw: that changes nothing. */
  readonly notifyFailure?: (key: PipelineKey, outcome: Outcome) => Promise<void>;
  readonly identity: Identity;
  readonly clock: Clock;
  /** Never the same twice. */
  readonly newId: () => string;
  readonly leaseMs: number;
  /** How many pipelines are worked on at once. */
  readonly parallel: number;
  /** Of one repository; default: no bound. */
  readonly mostPipelines?: number;
  /** What has a change wait for what it would cancel in its pipeline. Default: none waits. */
  readonly waiting?: Waiting;
  /** Asks for an early end: Terraform gets its interrupt, and what was not begun stays asked for. */
  readonly signal: AbortSignal;
  /** From when on nothing is begun any more, in milliseconds since 1970: the next build does it. Default: never. */
  readonly startsUntil?: number;
  readonly report: Report;
  /** A line of Terraform's. */
  readonly onLine: (key: PipelineKey, line: string) => void;
}

/** Who reconciles. */
export interface Identity {
  /** A build's ARN, or `host/pid` of a laptop. */
  readonly owner: string;
  /** `user@host`, as Terraform's locks name their owner. */
  readonly who: string;
  /** Where its log is read. */
  readonly log?: string;
}
