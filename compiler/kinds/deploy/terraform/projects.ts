import { type ArnContext, roleArn } from "../../../iam/index.js";
import type { Job } from "../../job/job.js";
import type { Told } from "../../job/project.js";
import type { DeployProject } from "../../kind.js";
import { stepBuildspec } from "./buildspec.js";
import { type BoundTerraform, type DeployStep, steps } from "./deployment.js";
import { stepGrants } from "./grants.js";

const descriptions: Readonly<Record<DeployStep, string>> = {
  plan: "Plans what Terraform would change in",
  review: "Judges what Terraform would change in",
  apply: "Applies what was reviewed for",
};

/** Who judges has little to do. */
const reviewMinutes = 15;

/** The three projects, each with a role of its own. None takes its commands from the repository. */
export function terraformProjects(bound: BoundTerraform): readonly DeployProject[] {
  return steps.map((step) => ({
    step,
    name: bound.projects[step],
    description: `${descriptions[step]} ${bound.environment}`,
    role: bound.roles[step],
    ...(step !== "review" && { account: bound.targets[step].accountId }),
    told: (context) => [toldOf(step, bound, context)],
    grants: (context) => stepGrants(step, bound, context),
    job: (context) => jobOf(step, bound, context),
  }));
}

function jobOf(step: DeployStep, bound: BoundTerraform, context: ArnContext): Job {
  const { image, computeType, timeoutMinutes, lent } = bound;
  return {
    image,
    buildspec: stepBuildspec(step, bound, context),
    computeType,
    timeoutMinutes: step === "review" ? Math.min(reviewMinutes, timeoutMinutes) : timeoutMinutes,
    privileged: false,
    variables: step === "plan" ? lent : [],
  };
}

/** All that the program of the builds is told, as one text of JSON: what an item says is data in it. */
function toldOf(step: DeployStep, bound: BoundTerraform, context: ArnContext): Told {
  const { pipeline, environment, bucket, directory, workspace, backend, tools } = bound;
  const told = {
    pipeline,
    environment,
    account: bound.targets.apply.accountId,
    bucket,
    bucketOwner: context.account,
    region: context.region,
    directory,
    ...(workspace !== undefined && { workspace }),
    backend,
    variables: bound.variables,
    variableFiles: bound.variableFiles,
    ...(step !== "review" && { targetRole: targetRole(step, bound, context) }),
    approveWhen: bound.approveWhen,
    tools,
  };
  return { name: "STAGEWRIGHT_TERRAFORM", value: JSON.stringify(told) };
}

function targetRole(step: "plan" | "apply", { targets }: BoundTerraform, context: ArnContext): string {
  const { accountId: account, name } = targets[step];
  return roleArn(name, { ...context, account });
}
