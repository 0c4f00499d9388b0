import { TerraformHclModule, type TerraformStack } from "cdktf";
import { roleArn } from "../iam/index.js";
import { deployKind, projectVariables } from "../kinds/index.js";
import {
  deployProjectsOf,
  deployRolePolicy,
  type Pipeline,
  pipelineTrusts,
  type TargetEnvironment,
  testsRolePolicy,
  testsRolesOf,
} from "../pipeline/index.js";
import { stageModule } from "./modules.js";
import type { StackContext } from "./stack-context.js";

/** One environment: one call of `modules/stage`, as `module.<identifier>`. Returns its address. */
export function addEnvironment(
  stack: TerraformStack,
  environment: TargetEnvironment,
  pipeline: Pipeline,
  context: StackContext,
): string {
  const { identifier, stage, approval } = environment;
  new TerraformHclModule(stack, `module-${identifier}`, {
    source: stageModule,
    skipAssetCreationFromLocalModules: true,
    variables: {
      environment: stage,
      approval: approval?.topicName ? { topic_name: approval.topicName, emails: approval.emails } : null,
      tests: Object.fromEntries(environment.tests.map((test) => [test.key, testVariables(test)])),
      tests_roles: testsRoles(environment, pipeline, context),
      deployment: deploymentOf(environment, context),
      ...deployProjects(environment, pipeline, context),
      kms_key_arn: context.keyArn,
      log_retention_days: pipeline.logRetentionDays,
      tags: context.tags,
    },
  }).overrideLogicalId(identifier);
  return `module.${identifier}`;
}

/** What the tests are told. */
function deploymentOf({ deployment, testRole }: TargetEnvironment, context: StackContext) {
  return {
    region: context.region,
    artifact_bucket: context.bucketName,
    child_account_role_arn: roleArn(testRole.name, { ...context, account: testRole.accountId }),
    variables: deployKind(deployment.type).told(deployment),
  };
}

/** Empty where AWS's own actions deploy. */
function deployProjects(environment: TargetEnvironment, pipeline: Pipeline, context: StackContext) {
  const projects = deployProjectsOf(environment);
  return {
    deployment_projects: Object.fromEntries(
      projects.map((project) => {
        const { step, name, description } = project;
        const own = { name, job: project.job(context) };
        return [step, { ...projectVariables(own, description, project.told(context)), role: project.role }];
      }),
    ),
    deployment_roles: Object.fromEntries(
      projects.map((project) => [
        project.role,
        {
          trust: JSON.stringify(pipelineTrusts.project(project, context)),
          policy: JSON.stringify(deployRolePolicy(project, pipeline, context)),
          permissions_boundary: context.boundary ?? null,
        },
      ]),
    ),
  };
}

/** By their names. */
function testsRoles(environment: TargetEnvironment, pipeline: Pipeline, context: StackContext) {
  const trust = JSON.stringify(pipelineTrusts.tests(environment, context));
  return Object.fromEntries(
    testsRolesOf(environment).map((role) => [
      role.name,
      {
        trust,
        policy: JSON.stringify(testsRolePolicy(role, environment, pipeline, context)),
        permissions_boundary: context.boundary ?? null,
      },
    ]),
  );
}

/** The module names and describes a test's project by itself. */
function testVariables(test: TargetEnvironment["tests"][number]) {
  const { name, description: _, ...variables } = projectVariables(test, "", []);
  return { project_name: name, role: test.role, ...variables };
}
