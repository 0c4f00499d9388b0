import { TerraformHclModule, type TerraformStack } from "cdktf";
import { roleArn } from "../iam/index.js";
import { deployKind, projectVariables } from "../kinds/index.js";
import { type Pipeline, type TargetEnvironment, testsRolePolicy } from "../pipeline/index.js";
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
      tests_role: testsRole(environment, context),
      deployment: deploymentOf(environment, context),
      kms_key_arn: context.keyArn,
      log_retention_days: pipeline.logRetentionDays,
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

function testsRole(environment: TargetEnvironment, context: StackContext) {
  if (environment.tests.length === 0) return null;
  return {
    name: environment.testsRole,
    policy: JSON.stringify(testsRolePolicy(environment, context)),
    permissions_boundary: context.boundary ?? null,
  };
}

/** The module names and describes a test's project by itself. */
function testVariables(test: TargetEnvironment["tests"][number]) {
  const { name, description: _, ...variables } = projectVariables(test, "", []);
  return { project_name: name, ...variables };
}
