import { environmentRole } from "../../../names/index.js";
import type { RequiredApproval, Settings } from "../../../settings/index.js";
import type { RawApproval } from "../../approval/raw.js";
import { byName, sorted } from "../../by-name.js";
import { given } from "../../given.js";
import type { Variable } from "../../job/index.js";
import type { RoleInAccount, Target } from "../../kind.js";
import { givenTerraform, type TerraformTools, terraformRunner, terraformTools } from "./settings.js";

/** The environment, as the checks see it. */
export interface RawTerraformEnvironment {
  readonly AwsAccountId?: string;
  readonly Deploy?: boolean;
  readonly ManualApproval?: RawApproval;
  readonly Terraform?: RawTerraform;
}

export interface RawTerraform {
  readonly Directory?: string;
  readonly Workspace?: string;
  readonly BackendConfig?: readonly string[] | Readonly<Record<string, string | number | boolean>>;
  readonly Variables?: Readonly<Record<string, unknown>>;
  readonly VariableFiles?: readonly string[];
  readonly ApproveWhen?: ApproveWhen;
}

export type ApproveWhen = RequiredApproval["when"];

/** Values by name, or files in the repository. */
export type BackendConfig =
  | { readonly config: Readonly<Record<string, string>> }
  | { readonly files: readonly string[] };

export interface TerraformDeployment {
  readonly type: "Terraform";
  readonly directory: string;
  readonly workspace?: string;
  readonly backend: BackendConfig;
  /** Of any type, by name. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Those whose values CodeBuild fetches, as its variables, by name. */
  readonly lent: readonly Variable[];
  readonly variableFiles: readonly string[];
  readonly approveWhen: ApproveWhen;
}

/** What runs in turn: who plans, who judges the plan, who applies it. */
export const steps = ["plan", "review", "apply"] as const;
export type DeployStep = (typeof steps)[number];

/** With the names of its projects and roles, and the tools of the installation. */
export interface BoundTerraform extends TerraformDeployment {
  readonly pipeline: string;
  readonly environment: string;
  readonly bucket: string;
  /** The tag of the bucket's key. */
  readonly installation: string;
  readonly tools: TerraformTools;
  readonly runner: { readonly key: string; readonly sha256: string };
  readonly projects: Readonly<Record<DeployStep, string>>;
  readonly roles: Readonly<Record<DeployStep, string>>;
  /** The roles of the target account. Who judges takes none. */
  readonly targets: Readonly<Record<Exclude<DeployStep, "review">, RoleInAccount>>;
  readonly image: string;
  readonly computeType: string;
  readonly timeoutMinutes: number;
}

export function validTerraform(
  environment: RawTerraformEnvironment,
  settings: Settings,
): TerraformDeployment {
  const raw = given(environment.Terraform, "Terraform");
  const variables = Object.entries(raw.Variables ?? {});
  const own = variables.filter(([, value]) => lentBy(value) === undefined);
  return {
    type: "Terraform",
    directory: given(raw.Directory, "Terraform.Directory"),
    ...(raw.Workspace !== undefined && { workspace: raw.Workspace }),
    backend: backendOf(raw.BackendConfig),
    variables: sorted(Object.fromEntries(own.map(([name, value]) => [name, inOrder(value)]))),
    lent: byName(Object.fromEntries(variables)).flatMap(([name, value]) => lentVariable(name, value)),
    variableFiles: raw.VariableFiles ?? [],
    approveWhen: raw.ApproveWhen ?? requiredOf(environment, settings) ?? "changes",
  };
}

/** A map has no order in DynamoDB, so that what is in a value has none of its own either. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return sorted(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inOrder(inner)])));
}

function backendOf(written: RawTerraform["BackendConfig"] = {}): BackendConfig {
  if (Array.isArray(written)) return { files: written };
  const values = Object.entries(written).map(([name, value]): [string, string] => [name, String(value)]);
  return { config: sorted(Object.fromEntries(values)) };
}

/** The least that the installation asks before deployments to the environment's account. */
export function requiredOf(
  { AwsAccountId = "" }: RawTerraformEnvironment,
  { limits }: Pick<Settings, "limits">,
): ApproveWhen | undefined {
  return Object.hasOwn(limits.approvals, AwsAccountId) ? limits.approvals[AwsAccountId]?.when : undefined;
}

const lenders = { Parameter: "PARAMETER_STORE", Secret: "SECRETS_MANAGER" } as const;
export type Lender = keyof typeof lenders;

/** What a value of a variable names, if it is an object with one key that says so. */
export function lentBy(value: unknown): { readonly lender: Lender; readonly name: string } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const [[key, name] = ["", undefined], ...others] = Object.entries(value);
  const isLent = (key === "Parameter" || key === "Secret") && typeof name === "string" && others.length === 0;
  return isLent ? { lender: key, name } : undefined;
}

/** Terraform reads the values of its variables from such variables of the environment. */
export function lentVariable(name: string, value: unknown): Variable[] {
  const lent = lentBy(value);
  return lent ? [{ name: `TF_VAR_${name}`, type: lenders[lent.lender], value: lent.name }] : [];
}

export function bindTerraform(
  deployment: TerraformDeployment,
  { environment, accountId, pipeline, segment }: Target,
  settings: Settings,
): BoundTerraform {
  const { controller, defaults, childAccount, namePrefix } = settings;
  const terraform = givenTerraform(settings);
  const namesOf = (named: (step: DeployStep) => string) => ({
    plan: named("plan"),
    review: named("review"),
    apply: named("apply"),
  });
  return {
    ...deployment,
    pipeline,
    environment,
    bucket: terraform.bucket,
    installation: namePrefix,
    tools: terraformTools(terraform),
    runner: terraformRunner(terraform),
    projects: namesOf((step) => `${pipeline}_${segment}-${step}`),
    roles: namesOf((step) => environmentRole(pipeline, step, environment)),
    targets: {
      plan: { accountId, name: childAccount.planRole },
      apply: { accountId, name: childAccount.applyRole },
    },
    image: controller.image,
    computeType: defaults.computeType,
    timeoutMinutes: terraform.timeoutMinutes,
  };
}
