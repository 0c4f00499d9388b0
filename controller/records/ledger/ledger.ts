import { type Clock, timestamp } from "../clock.js";
import { activityPartition, isReserved, type PipelineKey, shownKey } from "../key.js";
import { afterFailure } from "./backoff.js";
import { boundOutcome, briefOutcome } from "./outcome-bounds.js";
import {
  type Addresses,
  type Applied,
  type Attempt,
  type Deferral,
  type Lease,
  type LedgerRecord,
  ledgerSchema,
  type Outcome,
  type Phase,
  recordOf,
} from "./record.js";
import type { Condition, Row, RowChange, Rows } from "./rows.js";

/** Who takes a lease, and for how long its heartbeat is good. */
export interface LeaseRequest {
  /** Never used before, by anyone. */
  readonly id: string;
  readonly owner: string;
  readonly who: string;
  readonly leaseMs: number;
}

/** What a run leaves in the record. `item`: the digest of the item that it dealt with. */
export interface RunSummary {
  readonly outcome: Outcome;
  /** What it saw of e-mail addresses. Left out: as it was. `none`: nothing is unconfirmed. */
  readonly addresses?: Addresses | "none";
  readonly item?: string;
}

export type ReleaseResult = "released" | "requested" | "lease-lost";

/** How many runs a record remembers. */
const longestHistory = 10;

/** All that `request` and `recordRefusal` name of a row, beside the key. */
export const requestAttributes: readonly string[] = [
  "Generation",
  "ObservedGeneration",
  "Refused",
  "RequestedAt",
  "Retry",
  "Schema",
];

/**
 * One record per pipeline. Each transition is a single conditional write; all that belong to a run are refused
 * once the run's lease is not the record's any more, so that an owner who wakes up late changes nothing.
 */
export class Ledger {
  constructor(
    private readonly rows: Rows,
    private readonly clock: Clock,
  ) {}

  async read(key: PipelineKey): Promise<LedgerRecord | undefined> {
    const row = await this.rows.read(key);
    return row && recordOf(row);
  }

  async list(): Promise<LedgerRecord[]> {
    const rows = await this.rows.scan();
    return rows.filter(({ RepoName }) => RepoName !== activityPartition).map(recordOf);
  }

  /** How many pipelines of a repository are there, or may be. */
  async pipelinesOf(repository: string): Promise<number> {
    const records = (await this.rows.ofRepository(repository)).map(recordOf);
    return records.filter(({ lastApplied, lastAttempted }) => lastApplied || lastAttempted).length;
  }

  /** Level-triggered: two requests are answered by one run. Ends the wait after a failure. */
  async request(key: PipelineKey): Promise<void> {
    if (isReserved(key)) throw new Error(`${shownKey(key)} is no key of a pipeline.`);
    const add = { Generation: 1, ObservedGeneration: 0 };
    await this.rows.update(key, {
      add,
      set: { Schema: ledgerSchema, RequestedAt: this.#now() },
      remove: ["Retry"],
    });
  }

  /** Nothing where the record has gone. A run that has begun meanwhile takes it away when it ends. */
  async recordRefusal(key: PipelineKey, reason: string): Promise<void> {
    const set = { Refused: { since: this.#now(), reason } };
    await this.rows.update(key, { set }, { equals: { Schema: ledgerSchema } });
  }

  /**
   * Undefined when someone else came first, also when they have finished since: a run always has something to
   * answer, so that its failure is not forgotten. `from`: the record as it was read, its owner's end proven.
   */
  async takeLease(from: LedgerRecord, taker: LeaseRequest): Promise<LedgerRecord | undefined> {
    const lease = this.#lease(taker, this.#now());
    const staleLeases = from.lease ? [...from.staleLeases, from.lease] : from.staleLeases;
    const condition: Condition = from.lease
      ? { equals: { ObservedGeneration: from.observedGeneration, LeaseId: from.lease.id } }
      : { equals: { ObservedGeneration: from.observedGeneration }, absent: ["LeaseId"] };
    const set = { LeaseId: lease.id, Lease: lease, StaleLeases: staleLeases, Phase: "reading" };
    const row = await this.rows.update(from.key, { set }, condition);
    return row ? recordOf(row) : this.#readIfHeld(from.key, lease);
  }

  heartbeat(key: PipelineKey, { id, owner, who, since }: Lease, leaseMs: number): Promise<boolean> {
    const lease = { ...this.#lease({ id, owner, who, leaseMs }, since) };
    return this.#write(key, id, { set: { Lease: lease } });
  }

  recordPhase(key: PipelineKey, lease: string, phase: Phase): Promise<boolean> {
    return this.#write(key, lease, { set: { Phase: phase } });
  }

  /** Nothing is left of the owners before. */
  recordRepaired(key: PipelineKey, lease: string): Promise<boolean> {
    return this.#write(key, lease, { remove: ["StaleLeases"] });
  }

  /** To be written before Terraform is started: from here on nobody knows what is applied. */
  recordAttempt(key: PipelineKey, lease: string, attempt: Attempt): Promise<boolean> {
    return this.#write(key, lease, { set: { LastAttempted: attempt, Phase: "deploying" } });
  }

  recordApplied(key: PipelineKey, lease: string, applied: Applied): Promise<boolean> {
    return this.#write(key, lease, { set: { LastApplied: applied }, remove: ["LastAttempted"] });
  }

  recordDestroyed(key: PipelineKey, lease: string): Promise<boolean> {
    return this.#write(key, lease, { set: { Phase: "clearing" }, remove: ["LastApplied", "LastAttempted"] });
  }

  /** Ends a run, unless more was asked since `from` was read: then only its outcome is kept, and the lease. */
  async release(from: LedgerRecord, lease: string, ending: RunSummary): Promise<ReleaseResult> {
    const noted = this.#note(from, ending);
    const change = {
      set: { ...noted.set, Phase: "waiting" },
      remove: [...noted.remove, "Lease", "LeaseId"],
    };
    if (await this.rows.update(from.key, change, unrequestedSince(from, lease))) return "released";
    return (await this.#write(from.key, lease, noted)) ? "requested" : "lease-lost";
  }

  /**
   * Ends a run that has done nothing, since what was asked is to wait; unless more was asked since `from` was read: then
   * the lease is kept. What was asked stays asked, and what became of the run before stands.
   */
  async defer(from: LedgerRecord, lease: string, wait: Omit<Deferral, "generation">): Promise<ReleaseResult> {
    const deferred: Deferral = { ...wait, generation: from.generation };
    const change = {
      set: { Deferred: deferred, Phase: "waiting" },
      remove: ["Lease", "LeaseId", "Refused", "Retry"],
    };
    if (await this.rows.update(from.key, change, unrequestedSince(from, lease))) return "released";
    return (await this.#write(from.key, lease, { remove: ["Refused"] })) ? "requested" : "lease-lost";
  }

  /** The end of a pipeline's record, unless more was asked since `from` was read. */
  async forget(from: LedgerRecord, lease: string): Promise<ReleaseResult> {
    if (await this.rows.remove(from.key, unrequestedSince(from, lease))) return "released";
    return (await this.#write(from.key, lease, { remove: ["Item"] })) ? "requested" : "lease-lost";
  }

  #note(from: LedgerRecord, { outcome, item, addresses }: RunSummary) {
    const failed = outcome.kind === "failed";
    const retry = failed ? afterFailure(from.retry?.failures ?? 0, this.clock.now()) : undefined;
    const set: Row = {
      Outcome: boundOutcome(outcome),
      // All of them, since rows of before may hold more.
      History: [outcome, ...from.history].slice(0, longestHistory).map(briefOutcome),
      ...(item !== undefined && { Item: item }),
      ...(typeof addresses === "object" && { Addresses: addresses }),
      ...(retry ? { Retry: retry } : { ObservedGeneration: from.generation }),
    };
    const absent = { Item: item === undefined, Retry: !retry, Addresses: addresses === "none" };
    const names = Object.entries(absent).flatMap(([name, isAbsent]) => (isAbsent ? name : []));
    return { set, remove: ["Refused", "Deferred", ...names] };
  }

  async #write(key: PipelineKey, lease: string, change: RowChange): Promise<boolean> {
    return (await this.rows.update(key, change, { equals: { LeaseId: lease } })) !== undefined;
  }

  /** A write whose answer was lost is sent again, and then refused because it has been done. */
  async #readIfHeld(key: PipelineKey, lease: Lease): Promise<LedgerRecord | undefined> {
    const record = await this.read(key);
    return record?.lease?.id === lease.id ? record : undefined;
  }

  #lease({ id, owner, who, leaseMs }: LeaseRequest, since: string): Lease {
    const now = this.clock.now();
    return { id, owner, who, since, heartbeat: timestamp(now), expires: timestamp(now + leaseMs) };
  }

  #now(): string {
    return timestamp(this.clock.now());
  }
}

/** What lets a run end: it still holds the lease, and nothing was asked since it looked. */
function unrequestedSince({ generation }: LedgerRecord, lease: string): Condition {
  return { equals: { LeaseId: lease, Generation: generation } };
}
