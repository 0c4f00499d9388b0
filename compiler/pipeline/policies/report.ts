import {
  arn,
  bucketArn as arnOfBucket,
  type Conditions,
  type Policy,
  partitionOf,
  type Statement,
} from "../../iam/index.js";
import type { Settings } from "../../settings/index.js";
import type { Pipeline } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";
import { bucketPolicy, keyPolicy } from "./artifacts.js";
import { buildRolePolicy, eventsRolePolicy, serviceTrust } from "./build-and-events-roles.js";
import { pipelineRolePolicy } from "./pipeline-role.js";
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
  /** Stable when names change: `pipeline`, `build`, `events`, `tests of Prod`, `artifact bucket`, `artifact key`. */
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
  const context = artifactContextOf(pipeline, settings);
  return {
    pipeline: pipeline.name,
    repository: pipeline.repository,
    branch: pipeline.branch,
    holders: [...rolesOf(pipeline, context), ...resourcesOf(pipeline, context)],
  };
}

function artifactContextOf(
  { name }: Pipeline,
  { region, centralAccount = "<central-account>" }: Settings,
): ArtifactContext {
  const context = { partition: partitionOf(region), region, account: centralAccount };
  const bucketArn = arnOfBucket(`${name}-${centralAccount}`, context);
  return { ...context, bucketArn, keyArn: arn("kms", `alias/${name}`, context) };
}

function rolesOf(pipeline: Pipeline, context: ArtifactContext): Holder[] {
  const { roles, trigger, environments } = pipeline;
  const tested = environments.filter(({ tests }) => tests.length > 0);
  const role = (job: string, name: string, service: string, policy: Policy): Holder => ({
    job,
    name,
    takenBy: grantsOf(serviceTrust(service, context))[0],
    grants: grantsOf(policy),
  });
  return [
    role("pipeline", roles.pipeline, "codepipeline", pipelineRolePolicy(pipeline, context)),
    role("build", roles.build, "codebuild", buildRolePolicy(pipeline, context)),
    ...(trigger ? [role("events", roles.events, "events", eventsRolePolicy(pipeline, context))] : []),
    ...tested.map((environment) =>
      role(
        `tests of ${environment.name}`,
        environment.testsRole,
        "codebuild",
        testsRolePolicy(environment, context),
      ),
    ),
  ];
}

function resourcesOf(pipeline: Pipeline, context: ArtifactContext): Holder[] {
  return [
    { job: "artifact bucket", name: context.bucketArn, grants: grantsOf(bucketPolicy(pipeline, context)) },
    { job: "artifact key", name: context.keyArn, grants: grantsOf(keyPolicy(pipeline, context)) },
  ];
}

function grantsOf({ Statement }: Policy): Grant[] {
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
