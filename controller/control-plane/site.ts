import type { Settings } from "../../compiler/index.js";
import { targetRolePatterns } from "../../compiler/pipeline/index.js";
import { partitionOf } from "../../compiler/settings/index.js";
import {
  type ControlPlaneNames,
  controlPlaneNames,
  controlPlanePattern,
  pipelinePattern,
} from "../installation/index.js";

/** Where a control plane stands, in plain values: all that its policies are made of. */
export interface Site {
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
  readonly region: string;
  /** The central account, 12 digits. */
  readonly account: string;
  readonly names: ControlPlaneNames;
  /** The names of the control plane's own resources, but for those that settings name; as a pattern of IAM. */
  readonly control: string;
  /** The names of pipelines' resources, as a pattern of IAM. */
  readonly pipelines: string;
  /** ARN of the policy that bounds every role of every pipeline. */
  readonly boundary: string;
  /** Whether Terraform keeps locks and digests in the lock table. */
  readonly hasLockTable: boolean;
  /** Whether Terraform keeps locks beside the states. */
  readonly hasLockFile: boolean;
  /** The key of the state bucket; undefined: S3's own. */
  readonly stateKeyArn: string | undefined;
  /**
   * The roles of target accounts that pipelines take, as patterns, and the accounts if the installation names them;
   * the ARNs of the roles that `accounts deploy` takes with the caller's own credentials.
   */
  readonly targets: {
    readonly roles: readonly string[];
    readonly accounts: readonly string[];
    readonly administrators: readonly string[];
  };
  /** What the installation lends to builds: patterns of parameters' and secrets' names. */
  readonly lent: { readonly parameters: readonly string[]; readonly secrets: readonly string[] };
  /** Accounts whose shared subnets builds may join, beside the central one. */
  readonly networkAccounts: readonly string[];
}

/** Throws where a name of the control plane is one that the reconciler may manage. */
export function siteOf({
  account,
  settings,
}: {
  readonly account: string;
  readonly settings: Settings;
}): Site {
  const { region, namePrefix, childAccount, limits, state } = settings;
  const names = controlPlaneNames(settings);
  const partition = partitionOf(region);
  refusePipelineNames(names, namePrefix);
  return {
    partition,
    region,
    account,
    names,
    control: controlPlanePattern(namePrefix),
    pipelines: pipelinePattern(namePrefix),
    boundary: settings.permissionsBoundary ?? ownBoundary({ partition, account, names }),
    hasLockTable: state.lock !== "s3",
    hasLockFile: state.lock !== "dynamodb",
    stateKeyArn: state.kmsKeyArn,
    targets: {
      roles: targetRolePatterns(childAccount),
      accounts: limits.accounts ?? [],
      administrators: administratorsIn(settings, partition),
    },
    lent: { parameters: limits.parameters, secrets: limits.secrets },
    networkAccounts: limits.networkAccounts,
  };
}

/** The boundary that the control plane makes, unless the installation names another. */
export function ownBoundary({ partition, account, names }: Pick<Site, "partition" | "account" | "names">) {
  return `arn:${partition}:iam::${account}:policy/${names.boundary}`;
}

/** The first role of each chain, as `child-account` begins it; a profile brings credentials of its own. */
function administratorsIn({ childAccount, limits }: Settings, partition: string): string[] {
  const { administrationRole, accounts } = childAccount;
  const chains = Object.values(accounts).flatMap(({ assume }) => assume?.[0] ?? []);
  const usual = (limits.accounts ?? ["*"])
    .filter((account) => !accounts[account]?.assume && !accounts[account]?.profile)
    .map((account) => `arn:${partition}:iam::${account}:role/${administrationRole}`);
  return [...new Set([...usual, ...chains])].sort();
}

function refusePipelineNames(names: ControlPlaneNames, namePrefix: string): void {
  const isPipelines = (name: string) =>
    name.startsWith(`${namePrefix}-`) && name.slice(namePrefix.length).includes("--");
  const taken = [names.stateBucket, names.lockTable, names.table].filter(isPipelines);
  if (taken.length === 0) return;
  throw new Error(
    `${taken.join(" and ")} would be named like a pipeline's own resources (${pipelinePattern(namePrefix)}), which ` +
      "the reconciler may change and delete. Give state.bucket, state.lockTable and table names without a double hyphen.",
  );
}
