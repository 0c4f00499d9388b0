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
  readonly artifacts: { readonly forceDestroy: boolean };
  readonly controller: {
    readonly image: string;
    readonly computeType: string;
    readonly concurrentBuilds: number;
    readonly pipelinesPerBuild: number;
    /** Pipelines that one build works on at once. */
    readonly parallel: number;
    /** Of a build. */
    readonly timeoutMinutes: number;
    /** Of Terraform, for one pipeline. */
    readonly runTimeoutMinutes: number;
    readonly scheduleMinutes: number;
    /** E-mail addresses. */
    readonly notify: readonly string[];
  };
  readonly defaults: {
    readonly buildImage: string;
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
    /** Accounts whose shared subnets items may name. */
    readonly networkAccounts: readonly string[];
    readonly capabilities: readonly string[];
  };
}

/** The roles of target accounts, and how they are made. */
export interface ChildAccountSettings {
  readonly formationRole: string;
  readonly deployerRole: string;
  readonly testRole: string;
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
