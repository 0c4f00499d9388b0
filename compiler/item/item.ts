import type { Approval, Deployment, Job, Source } from "../kinds/index.js";

/**
 * The canonical item: what a user wrote, in one form, with every default filled in, environments in the
 * order of deployment and everything else sorted. Equal configurations give equal canonical items.
 */
export interface Item {
  readonly repository: string;
  readonly branch: string;
  readonly source: Source;
  /** Absent where the repository has nothing to build. */
  readonly build?: Job;
  /** KMS keys of source buckets and approval topics: ARNs, sorted. */
  readonly lentKeys: readonly string[];
  /** The environments in the order of deployment. */
  readonly waves: readonly Wave[];
  readonly executionMode: "SUPERSEDED" | "QUEUED" | "PARALLEL";
  /** Days; 0 keeps artifacts. */
  readonly artifactRetentionDays: number;
  /** Days; 0 keeps logs. */
  readonly logRetentionDays: number;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Environments that are deployed side by side, in one stage: its approvals are asked together, all of them must be
 * given, and the next wave waits for all. An item holds one environment a wave as yet: two that have the same `Order`
 * are refused (`docs/decisions/0002-waves.md`).
 */
export type Wave = readonly Environment[];

export interface Environment {
  readonly name: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly deploy: boolean;
  readonly approval?: Approval;
  readonly deployment: Deployment;
  /** All that the item names, also those that do not run; sorted by name. */
  readonly tests: readonly Test[];
}

export interface Test {
  readonly name: string;
  readonly run: boolean;
  readonly source: Source;
  readonly job: Job;
}
