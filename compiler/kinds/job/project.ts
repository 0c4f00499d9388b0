import type { ActionSpec } from "../kind.js";
import { imageOf } from "./image.js";
import type { Job, Variable } from "./job.js";

/** A CodeBuild project, as `modules/codebuild-project` makes it. */
export interface Project {
  /** In AWS. */
  readonly name: string;
  readonly job: Job;
}

/** The action that runs a project: a build, or a test. */
export function projectAction({ name, job }: Project): ActionSpec {
  return {
    provider: "CodeBuild",
    configuration: { ProjectName: name },
    project: name,
    summary: `CodeBuild, ${job.image}`,
  };
}

/** One of the module's `projects`; `told` are the variables that the project is given before those of its own. */
export function projectVariables({ name, job }: Project, description: string, told: readonly Told[]) {
  const { image, type, imagePullCredentialsType } = imageOf(job.image, job.environmentType);
  return {
    name,
    description,
    buildspec: job.buildspec,
    image,
    image_pull_credentials_type: imagePullCredentialsType,
    environment_type: type,
    compute_type: job.computeType,
    timeout_minutes: job.timeoutMinutes,
    privileged: job.privileged,
    variables: [...told, ...job.variables],
    vpc: job.vpc
      ? { id: job.vpc.id, subnets: job.vpc.subnets, security_groups: job.vpc.securityGroups }
      : null,
  };
}

export type Told = Pick<Variable, "name" | "value"> & { readonly type?: Variable["type"] };
