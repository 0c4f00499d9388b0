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

export type Source = CodeCommitSource | ConnectionSource | S3Source;

export interface CodeCommitSource {
  readonly type: "CodeCommit";
  readonly repository: string;
  readonly branch: string;
}

/** GitHub, GitLab and Bitbucket through CodeConnections. */
export interface ConnectionSource {
  readonly type: "CodeConnections";
  readonly connectionArn: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
}

export interface S3Source {
  readonly type: "S3";
  readonly bucket: string;
  readonly key: string;
}

/** What CodeBuild needs to know of a build or a test. */
export interface Job {
  readonly image: string;
  /** Left out, the image's name says it. */
  readonly environmentType?: "ARM_CONTAINER" | "LINUX_CONTAINER";
  /** Path in the source. */
  readonly buildspec: string;
  readonly computeType: string;
  readonly timeoutMinutes: number;
  readonly privileged: boolean;
  /** Sorted by name. */
  readonly variables: readonly Variable[];
  readonly vpc?: Vpc;
}

export interface Variable {
  readonly name: string;
  readonly type: "PLAINTEXT" | "PARAMETER_STORE" | "SECRETS_MANAGER";
  readonly value: string;
}

export interface Vpc {
  readonly id: string;
  readonly subnets: readonly string[];
  /** The account that shares them; absent: the central account's own. */
  readonly subnetOwner?: string;
  readonly securityGroups: readonly string[];
}

export interface Environment {
  readonly name: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly deploy: boolean;
  readonly approval?: Approval;
  readonly templatePath: string;
  readonly capabilities: readonly string[];
  readonly parameterOverrides: Readonly<Record<string, string>>;
  /** All that the item names, also those that do not run; sorted by name. */
  readonly tests: readonly Test[];
}

export interface Approval {
  readonly emails: readonly string[];
  /** A topic that exists already, instead of e-mails. */
  readonly topicArn?: string;
  readonly message?: string;
  readonly timeoutMinutes?: number;
}

export interface Test {
  readonly name: string;
  readonly run: boolean;
  readonly source: Source;
  readonly job: Job;
}
