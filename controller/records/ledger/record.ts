import { keyIn, type PipelineKey } from "../key.js";
import type { Row } from "./rows.js";

/** What rows of the ledger look like: they are written with it, and read by no other version. */
export const ledgerSchema = 1;

/** Where a run is; `waiting` when none is. */
export type Phase = "waiting" | "reading" | "deploying" | "destroying" | "clearing";

/** The right to run Terraform for a pipeline. It ends by release, or by proof that its owner has ended. */
export type Lease = {
  readonly id: string;
  /** A build's ARN, or `host/pid` of a laptop. */
  readonly owner: string;
  /** `user@host`, as Terraform's locks name their owner. */
  readonly who: string;
  readonly since: string;
  readonly heartbeat: string;
  /** From here on the owner's end may be looked into. Never a proof of it. */
  readonly expires: string;
};

/** Versions by tool, such as `terraform: "1.11.4"`. */
export type Tools = Readonly<Record<string, string>>;

/** What Terraform counts up with each write of a state, and what tells one state's life from another's. */
export type StateMark = { readonly serial: number; readonly lineage: string };

/** What Terraform was last told to apply. While it stands in the ledger nobody knows how far that came. */
export type Attempt = {
  readonly digest: string;
  readonly tools: Tools;
  /** Where the output is kept, from which `destroy` works. */
  readonly configuration: string;
  readonly at: string;
};

/** What Terraform applied to its end, and the state that it wrote then. */
export type Applied = Attempt & { readonly state?: StateMark };

/** `class` is stable, for machines; `message` and `hint` are for people. */
export type Failure = { readonly class: string; readonly message: string; readonly hint: string };

/** The end of a run. As the ledger has it, `boundOutcome` has cut it. */
export type Outcome = {
  readonly kind: "applied" | "unchanged" | "destroyed" | "invalid" | "failed";
  readonly at: string;
  readonly owner: string;
  readonly log?: string;
  readonly failure?: Failure;
  /** What a run that ended before its time had left in AWS, and what became of it. */
  readonly recovered?: readonly string[];
  /** The last lines of its output. */
  readonly tail?: readonly string[];
};

/** Why no build begins what waits, in AWS's words, and since when that is so. */
export type Refusal = { readonly since: string; readonly reason: string };

/**
 * What was requested would cut off what runs in the pipeline, and waits for that. Times are ISO 8601, UTC; `since` is when the
 * wait began, however often was looked meanwhile, and no wait is longer than its limit, counted from there.
 */
export type Deferral = {
  readonly since: string;
  /** From here on it is done, whatever runs. */
  readonly until: string;
  /** The id of the execution that it waits for. */
  readonly execution: string;
  /** What of it runs, for people. */
  readonly why: string;
  /** What was requested up to here waits; a newer request is looked at. */
  readonly generation: number;
};

/**
 * The e-mail addresses of approvals that nobody had confirmed when a run last looked; absent where there is none. `asked`:
 * how often a run has had AWS ask for them again.
 */
export type Addresses = {
  readonly at: string;
  readonly unconfirmed: readonly string[];
  readonly asked: number;
};

export interface LedgerRecord {
  readonly key: PipelineKey;
  /** How often something was requested: each change of the item, and each request by hand, counts one. */
  readonly generation: number;
  /** When it was last requested. */
  readonly requestedAt: string;
  /** The generation up to which all that was requested has been done, or refused for good. */
  readonly observedGeneration: number;
  readonly lease?: Lease;
  /** Leases of ended owners, until what they left behind has been cleared. */
  readonly staleLeases: readonly Lease[];
  readonly phase: Phase;
  readonly lastAttempted?: Attempt;
  readonly lastApplied?: Applied;
  /** Digest of the item that was last dealt with, also when it failed; absent if there was none. */
  readonly item?: string;
  readonly outcome?: Outcome;
  /** Absent from the begin of a run on. */
  readonly refused?: Refusal;
  readonly addresses?: Addresses;
  /** Stands until a run has dealt with what waits. */
  readonly deferred?: Deferral;
  /** After failures: how many in a row, and not before when the next try is. */
  readonly retry?: { readonly failures: number; readonly at: string };
  /** The last runs, the newest first, without their output and hints; of a message its first line. */
  readonly history: readonly Outcome[];
}

/** A row that another version of stagewright wrote. */
export class UnknownSchema extends Error {
  override readonly name = "UnknownSchema";

  constructor({ repository, branch }: PipelineKey) {
    super(
      `The ledger's row of ${repository} ${branch} was written by another version of stagewright, which this one cannot read: ` +
        "remove the pipelines and the installation with the version that made them, then run `stagewright bootstrap`.",
    );
  }
}

/** A row as the ledger itself has written it. */
export function recordOf(row: Row): LedgerRecord {
  const held = row as Attributes;
  const key = keyIn(row);
  if (!key) throw new Error(`A row of the ledger has no key: ${JSON.stringify(row)}`);
  if (held.Schema !== ledgerSchema) throw new UnknownSchema(key);
  return {
    key,
    generation: held.Generation ?? 0,
    requestedAt: held.RequestedAt ?? "",
    observedGeneration: held.ObservedGeneration ?? 0,
    ...(held.Lease && { lease: held.Lease }),
    staleLeases: held.StaleLeases ?? [],
    phase: held.Phase ?? "waiting",
    ...(held.LastAttempted && { lastAttempted: held.LastAttempted }),
    ...(held.LastApplied && { lastApplied: held.LastApplied }),
    ...(held.Item && { item: held.Item }),
    ...(held.Outcome && { outcome: held.Outcome }),
    ...waitOf(held),
    history: held.History ?? [],
  };
}

function waitOf(held: Attributes): Pick<LedgerRecord, "refused" | "addresses" | "deferred" | "retry"> {
  return {
    ...(held.Refused && !held.Lease && { refused: held.Refused }),
    ...(held.Addresses && { addresses: held.Addresses }),
    ...(held.Deferred && { deferred: held.Deferred }),
    ...(held.Retry && { retry: held.Retry }),
  };
}

/** `LeaseId` is `Lease.id` again, for conditions. */
interface Attributes {
  readonly Schema?: number;
  readonly Generation?: number;
  readonly RequestedAt?: string;
  readonly ObservedGeneration?: number;
  readonly LeaseId?: string;
  readonly Lease?: Lease;
  readonly StaleLeases?: readonly Lease[];
  readonly Phase?: Phase;
  readonly LastAttempted?: Attempt;
  readonly LastApplied?: Applied;
  readonly Item?: string;
  readonly Outcome?: Outcome;
  readonly Refused?: Refusal;
  readonly Addresses?: Addresses;
  readonly Deferred?: Deferral;
  readonly Retry?: LedgerRecord["retry"];
  readonly History?: readonly Outcome[];
}

export function isPending({ generation, observedGeneration }: LedgerRecord): boolean {
  return generation > observedGeneration;
}

/** Pending, and not to be waited with after a failure, or for what runs in the pipeline. */
export function isDue(record: LedgerRecord, now: string): boolean {
  if (!isPending(record) || waitOfDeferral(record, now)) return false;
  return record.retry === undefined || record.retry.at <= now;
}

/** The wait that what is pending is in; undefined where nobody waits any more: time is up, or more was requested. */
export function waitOfDeferral(record: LedgerRecord, now: string): Deferral | undefined {
  const deferred = deferralOf(record);
  return deferred && deferred.until > now ? deferred : undefined;
}

/** Whether or not its time is up: it waits until a run has looked. What was requested since does not. */
export function deferralOf(record: LedgerRecord): Deferral | undefined {
  const { deferred, generation } = record;
  return deferred && isPending(record) && deferred.generation >= generation ? deferred : undefined;
}

/** From when on what is due could have been begun: when it was asked for, could be tried again, had waited long enough, or lost who was at it. */
export function waitingSince(record: LedgerRecord): string {
  const { requestedAt, retry, lease } = record;
  const all = [requestedAt, retry?.at ?? "", lease?.expires ?? "", deferralOf(record)?.until ?? ""];
  return all.reduce((a, b) => (a > b ? a : b));
}
