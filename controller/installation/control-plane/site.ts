import { globalArn, partitionOf, roleArn } from "../../../compiler/iam/index.js";
import type { Settings } from "../../../compiler/index.js";
import { type ControlPlaneNames, controlPlaneNames, controlPlanePattern, pipelinePattern } from "../names.js";

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
  /** ARN of the policy that bounds the control plane's own roles; undefined: nothing does. */
  readonly controlBoundary: string | undefined;
  /** Whether Terraform keeps locks and digests in the lock table. */
  readonly hasLockTable: boolean;
  /** Whether Terraform keeps locks beside the states. */
  readonly hasLockFile: boolean;
  /** The key of the state bucket; undefined: S3's own. */
  readonly stateKeyArn: string | undefined;
  /** The ARNs of the roles that `accounts deploy` takes with the caller's own credentials. */
  readonly administrators: readonly string[];
  /** The bucket of what Terraform deploys; undefined: it deploys nothing. */
  readonly deploymentsBucket: string | undefined;
  readonly settings: Settings;
}

/** Throws where a name of the control plane is one that the reconciler may manage. */
export function siteOf({
  account,
  settings,
}: {
  readonly account: string;
  readonly settings: Settings;
}): Site {
  const { region, namePrefix, state } = settings;
  const names = controlPlaneNames(settings);
  const partition = partitionOf(region);
  refusePipelineNames(names, settings);
  return {
    partition,
    region,
    account,
    names,
    control: controlPlanePattern(namePrefix),
    pipelines: pipelinePattern(namePrefix),
    boundary: settings.permissionsBoundary ?? ownBoundary({ partition, account, names }),
    controlBoundary: settings.controller.permissionsBoundary,
    hasLockTable: state.lock !== "s3",
    hasLockFile: state.lock !== "dynamodb",
    stateKeyArn: state.kmsKeyArn,
    deploymentsBucket: settings.terraform?.bucket,
    administrators: administratorsIn(settings, partition),
    settings,
  };
}

/** The boundary that the control plane makes, unless the installation names another. */
export function ownBoundary({ partition, account, names }: Pick<Site, "partition" | "account" | "names">) {
  return globalArn("iam", `policy/${names.boundary}`, { partition, account });
}

/** The first role of each chain, as `child-account` begins it; a profile brings credentials of its own. */
function administratorsIn({ childAccount, limits }: Settings, partition: string): string[] {
  const { administrationRole, accounts } = childAccount;
  const chains = Object.values(accounts).flatMap(({ assume }) => assume?.[0] ?? []);
  const usual = (limits.accounts ?? ["*"])
    .filter((account) => !accounts[account]?.assume && !accounts[account]?.profile)
    .map((account) => roleArn(administrationRole, { partition, account }));
  return [...new Set([...usual, ...chains])].sort();
}

function refusePipelineNames(names: ControlPlaneNames, { namePrefix, terraform }: Settings): void {
  const deploymentsBucket = terraform?.bucket;
  const isPipelines = (name: string) =>
    name.startsWith(`${namePrefix}-`) && name.slice(namePrefix.length).includes("--");
  const taken = [names.stateBucket, deploymentsBucket, names.lockTable, names.table]
    .filter((name) => name !== undefined)
    .filter(isPipelines);
  if (taken.length === 0) return;
  throw new Error(
    `${taken.join(" and ")} would be named like a pipeline's own resources (${pipelinePattern(namePrefix)}), which ` +
      "the reconciler may change and delete. Give state.bucket, terraform.bucket, state.lockTable and table names without a double hyphen.",
  );
}
