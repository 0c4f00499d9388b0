import type { ActionExecutionDetail } from "@aws-sdk/client-codepipeline";
import { type AskFrom, askFromWords, type DeploymentClass, deploymentClasses } from "./deployment-class.js";

/** What the installation's review says of a plan. */
export interface Review {
  readonly class: DeploymentClass;
  readonly approveWhen: AskFrom;
  readonly summary: string;
  /** That is deployed to. */
  readonly account: string;
  /** Where the console shows the whole plan. */
  readonly link?: string;
}

export interface ReviewedApproval {
  readonly execution: string;
  readonly stage: string;
  readonly environment: string;
}

/** Undefined where none has succeeded as the last one, or where what it says is not what a review says. */
export function reviewIn(
  runs: readonly ActionExecutionDetail[],
  { execution, stage, environment }: ReviewedApproval,
): Review | undefined {
  const own = runs.filter(
    ({ pipelineExecutionId, stageName, actionName }) =>
      pipelineExecutionId === execution && stageName === stage && actionName === `Review${environment}`,
  );
  const latest = own.toSorted((left, right) => startOf(right) - startOf(left))[0];
  return latest && isSoundRun(latest) ? reviewOf(latest.output?.outputVariables ?? {}) : undefined;
}

function startOf({ startTime }: ActionExecutionDetail): number {
  return startTime?.getTime() ?? 0;
}

function isSoundRun({ status, input }: ActionExecutionDetail): boolean {
  const { owner, provider } = input?.actionTypeId ?? {};
  return status === "Succeeded" && owner === "AWS" && provider === "CodeBuild";
}

function reviewOf(variables: Readonly<Record<string, string>>): Review | undefined {
  const found = deploymentClasses.find((word) => word === variables.Class);
  const approveWhen = askFromWords.find((word) => word === variables.ApproveWhen);
  const isBound = /^[\da-f]{64}$/.test(variables.Sha256 ?? "") && Boolean(variables.BundleVersion);
  const summary = variables.Summary ?? "";
  const { Account: account = "", PlanLink = "" } = variables;
  const isPlain = /^[\x20-\x7e]{1,400}$/.test(summary) && /^\d{12}$/.test(account);
  if (!isBound || !isPlain || !found || !approveWhen || contradicts(found, variables)) return undefined;
  const link = /^https:\/\/[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7e]{1,2000}$/.test(PlanLink)
    ? PlanLink
    : undefined;
  return { class: found, approveWhen, summary, account, ...(link && { link }) };
}

/** Counts that say more than the class. */
function contradicts(found: DeploymentClass, variables: Readonly<Record<string, string>>): boolean {
  const counts = ["Add", "Change", "Destroy", "Replace"].map((name) => variables[name] ?? "");
  if (!counts.every((count) => /^\d+$/.test(count))) return true;
  const [add, change, destroy, replace] = counts.map(Number);
  const changes = Number(add) + Number(change) > 0;
  const destroys = Number(destroy) + Number(replace) > 0;
  return (destroys && found !== "destroys") || (changes && (found === "none" || found === "outputs"));
}
