import type { Approval, Deployment, Job, Source } from "../kinds/index.js";

/**
 * The canonical item: what a user wrote, in one form, with every default filled in, environments in the
 * order of deployment and everything else sorted. Equal configurations give equal canonical items.
 */
export interface Item {
  readonly repository: string;
  readonly branch: string;
  readonly source: Source;
  readonly build: Job;
  readonly environments: readonly Environment[];
  readonly executionMode: "SUPERSEDED" | "QUEUED" | "PARALLEL";
  /** Days; 0 keeps artifacts. */
  readonly artifactRetentionDays: number;
  /** Days; 0 keeps logs. */
  readonly logRetentionDays: number;
  readonly tags: Readonly<Record<string, string>>;
}

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
