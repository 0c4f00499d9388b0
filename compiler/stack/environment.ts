import { TerraformHclModule, type TerraformStack } from "cdktf";
import { roleArn } from "../iam/index.js";
import { deployKind, projectVariables } from "../kinds/index.js";
import { type Pipeline, type TargetEnvironment, testsRolePolicy } from "../pipeline/index.js";
import { stageModule } from "./modules.js";
import type { StackContext } from "./place.js";

/** One environment: one call of `modules/stage`, as `module.<identifier>`. Returns its address. */
export function addEnvironment(
  stack: TerraformStack,
  environment: TargetEnvironment,
  pipeline: Pipeline,
  place: StackContext,
): string {
  const { identifier, stage, approval } = environment;
  new TerraformHclModule(stack, `module-${identifier}`, {
    source: stageModule,
    skipAssetCreationFromLocalModules: true,
    variables: {
      environment: stage,
      approval: approval?.topicName ? { topic_name: approval.topicName, emails: approval.emails } : null,
      tests: Object.fromEntries(environment.tests.map((test) => [test.key, testVariables(test)])),
      tests_role: testsRole(environment, place),
      deployment: deploymentOf(environment, place),
      kms_key_arn: place.keyArn,
      log_retention_days: pipeline.logRetentionDays,
    },
  }).overrideLogicalId(identifier);
  return `module.${identifier}`;
}

/** What the tests are told. */
function deploymentOf({ deployment, testRole }: TargetEnvironment, place: StackContext) {
  return {
    region: place.region,
    artifact_bucket: place.bucketName,
    child_account_role_arn: roleArn(testRole.name, { ...place, account: testRole.accountId }),
    variables: deployKind(deployment.type).told(deployment),
  };
}

function testsRole(environment: TargetEnvironment, place: StackContext) {
  if (environment.tests.length === 0) return null;
  return {
    name: environment.testsRole,
    policy: JSON.stringify(testsRolePolicy(environment, place)),
    permissions_boundary: place.boundary ?? null,
  };
}

/** The module names and describes a test's project by itself. */
function testVariables(test: TargetEnvironment["tests"][number]) {
  const { name, description: _, ...variables } = projectVariables(test, "", []);
  return { project_name: name, ...variables };
}
