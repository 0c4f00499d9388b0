import type { Activity } from "../activity/activities.js";
import { type ActivityStatus, activityStatusOf } from "../activity/status.js";
import type { PipelineKey } from "../key.js";
import type { Origin } from "../table/origin.js";
import {
  type Deferral,
  deferralOf,
  type Failure,
  isPending,
  type LedgerRecord,
  type Phase,
  type Refusal,
} from "./record.js";

/** One pipeline as `stagewright status` tells of it. Times are ISO 8601, UTC. */
export interface PipelineStatus {
  readonly repo: string;
  readonly branch: string;
  /**
   * `running` while somebody has the lease; `deferred` while what was requested waits for what runs in the pipeline;
   * else `failed` or `invalid` as the last run ended; else `waiting` while something is asked for, `applied`, or `new` when the ledger has not heard of the item.
   */
  readonly state: "new" | "waiting" | "deferred" | "running" | "applied" | "failed" | "invalid";
  /** When something was last requested that no run has dealt with yet. */
  readonly requested?: string;
  readonly running?: {
    readonly phase: Phase;
    readonly since: string;
    readonly who: string;
    /** A build's ARN, or `host/pid`. */
    readonly owner: string;
  };
  /** Why no build begins what was requested, in AWS's words; absent while one runs, or nothing waits. */
  readonly refused?: Refusal;
  /** For what in the pipeline that which was requested waits, and until when at most. */
  readonly deferred?: Omit<Deferral, "generation">;
  /** E-mail addresses of approvals that nobody has confirmed, and so get no mail. */
  readonly unconfirmed?: readonly string[];
  /** When what is live was applied. */
  readonly applied?: string;
  readonly failure?: Failure;
  /** Not before this is it tried again. */
  readonly retry?: string;
  /** Of the last run. */
  readonly log?: string;
  /** Where the item came from; absent where `put` or somebody else wrote it. */
  readonly origin?: Origin;
  /** What the pipeline itself does; absent where nothing was ever made of its item. */
  readonly activity?: ActivityStatus;
}

export function statusOf(
  { repository: repo, branch }: PipelineKey,
  record: LedgerRecord | undefined,
  activity?: Activity,
): PipelineStatus {
  if (!record) return { repo, branch, state: "new" };
  const { lease, phase, requestedAt, lastApplied, outcome, retry, refused, addresses } = record;
  const deferred = lease ? undefined : deferralOf(record);
  return {
    repo,
    branch,
    state: stateOf(record),
    ...(isPending(record) && { requested: requestedAt }),
    ...(lease && { running: { phase, since: lease.since, who: lease.who, owner: lease.owner } }),
    ...(refused && isPending(record) && { refused }),
    ...(deferred && { deferred: withoutGeneration(deferred) }),
    ...(addresses && { unconfirmed: addresses.unconfirmed }),
    ...(lastApplied && { applied: lastApplied.at }),
    ...(outcome?.failure && { failure: outcome.failure }),
    ...(retry && { retry: retry.at }),
    ...(outcome?.log && { log: outcome.log }),
    ...(activity && { activity: activityStatusOf(activity) }),
  };
}

function stateOf(record: LedgerRecord): PipelineStatus["state"] {
  const { lease, outcome } = record;
  if (lease) return "running";
  if (deferralOf(record)) return "deferred";
  if (outcome?.kind === "failed" || outcome?.kind === "invalid") return outcome.kind;
  return isPending(record) || !outcome ? "waiting" : "applied";
}

function withoutGeneration({ since, until, execution, why }: Deferral): PipelineStatus["deferred"] {
  return { since, until, execution, why };
}
