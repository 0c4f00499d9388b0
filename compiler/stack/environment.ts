import { TerraformHclModule, type TerraformStack } from "cdktf";
import { roleArn } from "../iam/index.js";
import { deployKind, projectVariables } from "../kinds/index.js";
import {
  type Pipeline,
  type TargetEnvironment,
  testsRolePolicy,
  testsRolesOf,
  trustOf,
} from "../pipeline/index.js";
import { stageModule } from "./modules.js";
import type { Place } from "./place.js";

/** One environment: one call of `modules/stage`, as `module.<identifier>`. Returns its address. */
export function addEnvironment(
  stack: TerraformStack,
  environment: TargetEnvironment,
  pipeline: Pipeline,
  place: Place,
): string {
  const { identifier, stage, approval } = environment;
  new TerraformHclModule(stack, `module-${identifier}`, {
    source: stageModule,
    skipAssetCreationFromLocalModules: true,
    variables: {
      environment: stage,
      approval: approval?.topicName ? { topic_name: approval.topicName, emails: approval.emails } : null,
      tests: Object.fromEntries(environment.tests.map((test) => [test.key, testVariables(test)])),
      tests_roles: testsRoles(environment, pipeline, place),
      deployment: deploymentOf(environment, place),
      kms_key_arn: place.keyArn,
      log_retention_days: pipeline.logRetentionDays,
      tags: place.tags,
    },
  }).overrideLogicalId(identifier);
  return `module.${identifier}`;
}

/** What the tests are told. */
function deploymentOf({ deployment, testRole }: TargetEnvironment, place: Place) {
  return {
    region: place.region,
    artifact_bucket: place.bucketName,
    child_account_role_arn: roleArn(testRole.name, { ...place, account: testRole.accountId }),
    variables: deployKind(deployment.type).told(deployment),
  };
}

/** By their names. */
function testsRoles(environment: TargetEnvironment, pipeline: Pipeline, place: Place) {
  const trust = JSON.stringify(trustOf.tests(environment, place));
  return Object.fromEntries(
    testsRolesOf(environment).map((role) => [
      role.name,
      {
        trust,
        policy: JSON.stringify(testsRolePolicy(role, environment, pipeline, place)),
        permissions_boundary: place.boundary ?? null,
      },
    ]),
  );
}

/** The module names and describes a test's project by itself. */
function testVariables(test: TargetEnvironment["tests"][number]) {
  const { name, description: _, ...variables } = projectVariables(test, "", []);
  return { project_name: name, role: test.role, ...variables };
}
