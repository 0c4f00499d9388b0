import {
  arn,
  bucketArn as arnOfBucket,
  type Conditions,
  type Policy,
  partitionOf,
  type Statement,
} from "../../iam/index.js";
import type { Project } from "../../kinds/index.js";
import type { Settings } from "../../settings/index.js";
import { deployProjectsOf } from "../deploy-projects.js";
import type { Pipeline, TargetEnvironment } from "../pipeline.js";
import { type TestsRole, testsRolesOf } from "../test-roles.js";
import type { ArtifactContext } from "./artifact-context.js";
import { bucketPolicy, keyPolicy } from "./artifacts.js";
import { buildRolePolicy } from "./build-role.js";
import { deployRolePolicy } from "./deploy-role.js";
import { pipelineRolePolicy } from "./pipeline-role.js";
import { pipelineTrusts } from "./service-trust.js";
import { testsRolePolicy } from "./tests-role.js";

/** Who may do what on which resource, for one pipeline. */
export interface PolicyReport {
  /** The pipeline's name in AWS. */
  readonly pipeline: string;
  readonly repository: string;
  readonly branch: string;
  readonly holders: readonly Holder[];
}

/** What holds policies: a role, or a resource with a policy of its own. */
export interface Holder {
  /** Stable when names change: `pipeline`, `build`, `plan of Prod`, `tests of Prod` (of several roles with the names of their tests), `artifact bucket`, `artifact key`. */
  readonly job: string;
  /** In AWS. */
  readonly name: string;
  /** A role's: who may take it. A resource's policy names who with each grant. */
  readonly takenBy?: Grant;
  readonly grants: readonly Grant[];
}

export interface Grant {
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  /** The principals that a resource's policy or a trust policy names. */
  readonly who?: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
}

/**
 * What the policies of a pipeline say, from the same functions as the stack. The artifact key has no ARN before it is
 * made: it is named by its alias, and an unknown central account is `<central-account>`.
 */
export function policyReport(pipeline: Pipeline, settings: Settings): PolicyReport {
  const context = reportContext(pipeline, settings);
  return {
    pipeline: pipeline.name,
    repository: pipeline.repository,
    branch: pipeline.branch,
    holders: [...rolesOf(pipeline, context), ...resourcesOf(pipeline, context)],
  };
}

/** Where the pipeline stands, as its report says it. */
export function reportContext(
  { name }: Pipeline,
  { region, centralAccount = "<central-account>" }: Settings,
): ArtifactContext {
  const place = { partition: partitionOf(region), region, account: centralAccount };
  const bucketArn = arnOfBucket(`${name}-${centralAccount}`, place);
  const context = { ...place, bucketArn, keyArn: "" };
  return { ...context, keyArn: arn("kms", `alias/${name}`, context) };
}

function rolesOf(pipeline: Pipeline, context: ArtifactContext): Holder[] {
  const { build, roles, environments } = pipeline;
  return [
    role(
      "pipeline",
      roles.pipeline,
      pipelineTrusts.pipeline(pipeline, context),
      pipelineRolePolicy(pipeline, context),
    ),
    ...(build ? [buildOf(build, pipeline, context)] : []),
    ...environments.flatMap((environment) => [
      ...deploymentOf(environment, pipeline, context),
      ...testsOf(environment, pipeline, context),
    ]),
  ];
}

function buildOf(build: Project, pipeline: Pipeline, context: ArtifactContext): Holder {
  const trust = pipelineTrusts.project(build, context);
  return role("build", pipeline.roles.build, trust, buildRolePolicy(pipeline, context));
}

function deploymentOf(
  environment: TargetEnvironment,
  pipeline: Pipeline,
  context: ArtifactContext,
): Holder[] {
  return deployProjectsOf(environment).map((project) =>
    role(
      `${project.step} of ${environment.name}`,
      project.role,
      pipelineTrusts.project(project, context),
      deployRolePolicy(project, pipeline, context),
    ),
  );
}

function role(job: string, name: string, trust: Policy, policy: Policy): Holder {
  return { job, name, takenBy: grantsOf(trust)[0], grants: grantsOf(policy) };
}

function testsOf(environment: TargetEnvironment, pipeline: Pipeline, context: ArtifactContext): Holder[] {
  const all = testsRolesOf(environment);
  return all.map((own) =>
    role(
      `tests of ${environment.name}${all.length > 1 ? `: ${namesOf(own)}` : ""}`,
      own.name,
      pipelineTrusts.tests(environment, context),
      testsRolePolicy(own, environment, pipeline, context),
    ),
  );
}

function namesOf({ tests }: TestsRole): string {
  return tests.map(({ test }) => test).join(", ");
}

function resourcesOf(pipeline: Pipeline, context: ArtifactContext): Holder[] {
  return [
    { job: "artifact bucket", name: context.bucketArn, grants: grantsOf(bucketPolicy(pipeline, context)) },
    { job: "artifact key", name: context.keyArn, grants: grantsOf(keyPolicy(pipeline, context)) },
  ];
}

/** What the statements of a policy say. */
export function grantsOf({ Statement }: Pick<Policy, "Statement">): Grant[] {
  return Statement.map(grantOf);
}

function grantOf({ Sid, Effect, Principal, Action, Resource = [], Condition }: Statement): Grant {
  const { who, conditions } = whoMay(Principal, Condition);
  return {
    sid: Sid,
    effect: Effect,
    ...(who && { who }),
    actions: Action,
    resources: Resource,
    ...(conditions && { conditions }),
  };
}

/** Accounts that a condition narrows to some of their roles are these roles: AWS refuses to name one that is to come. */
function whoMay(principal: Statement["Principal"], conditions: Conditions | undefined) {
  const { StringEquals: { "aws:PrincipalArn": roles, ...equal } = {}, ...others } = conditions ?? {};
  if (principal === undefined || principal === "*" || roles === undefined) {
    const who = principal === "*" ? ["*"] : principal && Object.values(principal).flat();
    return { who, conditions };
  }
  const left = { ...others, ...(Object.keys(equal).length > 0 && { StringEquals: equal }) };
  return { who: [roles].flat(), ...(Object.keys(left).length > 0 && { conditions: left }) };
}
