/** The settings of one installation, with every default filled in. The schema describes each of them. */
export interface Settings {
  readonly centralAccount?: string;
  readonly region: string;
  readonly namePrefix: string;
  readonly table: string;
  readonly permissionsBoundary?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: {
    readonly bucket: string;
    readonly lock: "dynamodb" | "s3" | "both";
    readonly lockTable: string;
    readonly kmsKeyArn?: string;
  };
  readonly provider: { readonly version: string };
  readonly childAccount: ChildAccountSettings;
  /** What kinds of deployment need to know of the installation, by their types. */
  readonly deploy?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Undefined: nothing is deployed with Terraform. */
  readonly terraform?: TerraformSettings;
  readonly artifacts: { readonly forceDestroy: boolean };
  readonly controller: {
    /** Of the control plane's own roles. */
    readonly permissionsBoundary?: string;
    readonly image: string;
    readonly computeType: string;
    readonly concurrentBuilds: number;
    /** Of the account in this region; undefined: not known. */
    readonly accountBuilds?: number;
    readonly pipelinesPerBuild: number;
    /** Pipelines that one build works on at once. */
    readonly parallel: number;
    /** Of a build. */
    readonly timeoutMinutes: number;
    /** Of Terraform, for one pipeline. */
    readonly runTimeoutMinutes: number;
    readonly scheduleMinutes: number;
    /** What a change does that would cancel an execution which only waits for an approval. */
    readonly whileRunning: "wait" | "supersede";
    /** How long a change waits for an execution at work. */
    readonly actionMinutes: number;
    /** How long a change waits for the answer to an approval. */
    readonly approvalMinutes: number;
    /** E-mail addresses. */
    readonly notify: readonly string[];
    /** Who is told when an action of a pipeline fails: `notify`, `none`, or the ARN of a topic. */
    readonly pipelineFailures: string;
  };
  readonly defaults: {
    readonly buildImage: string;
    /** Tests that run side by side. */
    readonly parallelTests: number;
    readonly computeType: string;
    readonly timeoutMinutes: number;
    readonly artifactRetentionDays: number;
    readonly logRetentionDays: number;
  };
  readonly limits: {
    readonly privileged: boolean;
    readonly images: readonly string[];
    readonly computeTypes: readonly string[];
    readonly timeoutMinutes: number;
    readonly parameters: readonly string[];
    readonly secrets: readonly string[];
    readonly accounts?: readonly string[];
    /** By account: the least that an item must ask before it deploys there. */
    readonly approvals: Readonly<Record<string, RequiredApproval>>;
    /** Addresses that approvals are sent to. */
    readonly emails: readonly string[];
    /** Of one repository. */
    readonly pipelines: number;
    /** Accounts whose shared subnets items may name. */
    readonly networkAccounts: readonly string[];
    /** Ids of VPCs, with wildcards. */
    readonly vpcs: readonly string[];
    /** ARNs of topics that exist already, with wildcards. */
    readonly topics: readonly string[];
    /** Accounts whose buckets may be sources, beside the central one. */
    readonly bucketAccounts: readonly string[];
    /** Keys of tags that items may set, with wildcards. */
    readonly tags: readonly string[];
    /** ARNs of KMS keys, with `*` as wildcard. */
    readonly keys: readonly string[];
    readonly capabilities: readonly string[];
  };
}

export interface RequiredApproval {
  readonly when: "always" | "changes" | "destroys";
  /** Who may be asked; without it, anybody. */
  readonly notify?: readonly string[];
}

/** What deployments with Terraform are made with. */
export interface TerraformSettings {
  /** Exact, as is every provider's. */
  readonly version: string;
  /** Of the zip file, in hex. */
  readonly sha256: string;
  readonly providers: readonly TerraformProvider[];
  /** Of plans, of what was applied, and of the tools. */
  readonly bucket: string;
  /** Undefined: every account that items may deploy to. */
  readonly accounts?: readonly string[];
  /** Of a plan, and of an apply. */
  readonly timeoutMinutes: number;
  /** SHA-256 of the program that builds run, in hex; undefined before `bootstrap` has filled it in. */
  readonly runner?: string;
}

export interface TerraformProvider {
  /** `namespace/type`. */
  readonly source: string;
  readonly version: string;
  /** Of the registry's own zip file, in hex. */
  readonly sha256: string;
}

/** The roles of target accounts, and how they are made. */
export interface ChildAccountSettings {
  readonly formationRole: string;
  readonly deployerRole: string;
  readonly testRole: string;
  readonly viewRole: string;
  /** The roles that Terraform plans and applies with. */
  readonly planRole: string;
  readonly applyRole: string;
  /** ARNs, with wildcards, of objects, secrets, parameters and tables whose content a plan reads. */
  readonly planReads: readonly string[];
  /** ARNs of roles and users that take the view role, with wildcards. */
  readonly viewers: readonly string[];
  readonly isolation: "prefix" | "repository";
  readonly repositories: readonly string[];
  readonly organisationId?: string;
  readonly deployerServices: readonly string[];
  /** Patterns of names; without them, all that begin with the name prefix. */
  readonly passableRoles?: readonly string[];
  /** Statements of IAM policies. */
  readonly deployerPolicy: readonly object[];
  readonly testPolicy?: readonly object[];
  /** The name of a policy of the target account. */
  readonly permissionsBoundary?: string;
  readonly administrationRole: string;
  readonly externalId?: string;
  readonly accounts: Readonly<Record<string, AccountSettings>>;
  readonly preparedElsewhere: readonly string[];
}

/** What is different in one target account. */
export interface AccountSettings {
  readonly profile?: string;
  readonly assume?: readonly string[];
  readonly externalId?: string;
  readonly repositories?: readonly string[];
}
