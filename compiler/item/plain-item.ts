/**
 * The plain form as the checks see it: what the schema refused has been taken out, so everything may be
 * missing, and what is there has the right type.
 */
export interface PlainItem {
  readonly RepoName?: string;
  readonly RepoTag?: string;
  readonly Source?: PlainSource;
  readonly BuildSpecFile?: string;
  readonly ExecutionMode?: "SUPERSEDED" | "QUEUED" | "PARALLEL";
  readonly ArtifactRetentionDays?: number;
  readonly LogRetentionDays?: number;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly EnvironmentOrder?: readonly string[];
  readonly DeploymentConfigurations?: Readonly<Record<string, PlainEnvironment>>;
  readonly BuildImage?: string;
  readonly EnvironmentType?: "ARM_CONTAINER" | "LINUX_CONTAINER";
  readonly ComputeType?: string;
  readonly TimeoutMinutes?: number;
  readonly Privileged?: boolean;
  readonly EnvironmentVariables?: Readonly<Record<string, PlainVariable>>;
  readonly Vpc?: PlainVpc;
}

/** What a build and a test have in common. */
export type PlainJob = Pick<
  PlainItem,
  | "BuildImage"
  | "EnvironmentType"
  | "ComputeType"
  | "TimeoutMinutes"
  | "Privileged"
  | "EnvironmentVariables"
  | "Vpc"
>;

export interface PlainSource {
  readonly Type?: "CodeCommit" | "CodeConnections" | "S3";
  readonly ConnectionArn?: string;
  readonly Bucket?: string;
  readonly Key?: string;
}

export interface PlainEnvironment {
  readonly AwsAccountId?: string;
  readonly Deploy?: boolean;
  readonly Order?: number;
  readonly ManualApproval?: boolean | string | readonly string[] | PlainApproval;
  readonly TemplatePath?: string;
  readonly Capabilities?: readonly string[];
  readonly ParameterOverrides?: Readonly<Record<string, string>>;
  readonly Tests?: Readonly<Record<string, PlainTest>>;
}

export interface PlainApproval {
  readonly Emails?: readonly string[];
  readonly TopicArn?: string;
  readonly Message?: string;
  readonly TimeoutMinutes?: number;
}

export interface PlainTest extends PlainJob {
  readonly Run?: boolean;
  readonly Source?: PlainSource;
  readonly Repository?: string;
  readonly Branch?: string;
  readonly BuildSpec?: string;
}

export type PlainVariable =
  | string
  | { readonly Type: "PLAINTEXT" | "PARAMETER_STORE" | "SECRETS_MANAGER"; readonly Value: string };

export interface PlainVpc {
  readonly VpcId: string;
  readonly Subnets: readonly string[];
  readonly SubnetOwner?: string;
  readonly SecurityGroups: readonly string[];
}
