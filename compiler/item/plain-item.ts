import type { RawApproval, RawJob, RawSource } from "../kinds/index.js";

/**
 * The plain form as the checks see it: what the schema refused has been taken out, so everything may be
 * missing, and what is there has the right type.
 */
export interface PlainItem extends RawJob {
  readonly RepoName?: string;
  readonly RepoTag?: string;
  readonly Source?: RawSource;
  readonly Build?: boolean;
  readonly BuildSpecFile?: string;
  readonly KmsKeys?: readonly string[];
  readonly ExecutionMode?: "SUPERSEDED" | "QUEUED" | "PARALLEL";
  readonly ArtifactRetentionDays?: number;
  readonly LogRetentionDays?: number;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly EnvironmentOrder?: readonly string[];
  readonly DeploymentConfigurations?: Readonly<Record<string, PlainEnvironment>>;
}

/** With the keys of the kinds of deployment that stand here, which the kinds know. */
export interface PlainEnvironment {
  readonly AwsAccountId?: string;
  readonly Deploy?: boolean;
  readonly Order?: number;
  readonly ManualApproval?: RawApproval;
  readonly Deployment?: PlainDeployment;
  readonly Tests?: Readonly<Record<string, PlainTest>>;
}

export interface PlainDeployment {
  readonly Type?: string;
}

export interface PlainTest extends RawJob {
  readonly Run?: boolean;
  readonly Source?: RawSource;
  readonly Repository?: string;
  readonly Branch?: string;
  readonly BuildSpec?: string;
}
