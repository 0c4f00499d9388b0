import { TerraformHclModule, type TerraformStack } from "cdktf";
import { type DeployedTest, type Deployment, type Pipeline, testsRolePolicy } from "../pipeline/index.js";
import { imageOf } from "./image.js";
import { stageModule } from "./modules.js";
import type { Place } from "./place.js";

/** One environment: one call of `modules/stage`, as `module.<identifier>`. Returns its address. */
export function addEnvironment(
  stack: TerraformStack,
  environment: Deployment,
  pipeline: Pipeline,
  place: Place,
): string {
  const { identifier, stage, approval, approvalTopic, roles } = environment;
  new TerraformHclModule(stack, `module-${identifier}`, {
    source: stageModule,
    skipAssetCreationFromLocalModules: true,
    variables: {
      environment: stage,
      approval: approvalTopic ? { topic_name: approvalTopic, emails: approval?.emails } : null,
      tests: Object.fromEntries(environment.tests.map((test) => [test.test, testVariables(test)])),
      tests_role: testsRole(environment, place),
      deployment: {
        region: place.region,
        stack_name: environment.stackName,
        artifact_bucket: place.bucketName,
        child_account_role_arn: `arn:${place.partition}:iam::${roles.test.accountId}:role/${roles.test.name}`,
      },
      kms_key_arn: place.keyArn,
      log_retention_days: pipeline.logRetentionDays,
    },
  }).overrideLogicalId(identifier);
  return `module.${identifier}`;
}

function testsRole(environment: Deployment, place: Place) {
  if (environment.tests.length === 0) return null;
  return {
    name: environment.testsRole,
    policy: JSON.stringify(testsRolePolicy(environment, place)),
    permissions_boundary: place.boundary ?? null,
  };
}

function testVariables({ name, job }: DeployedTest) {
  const { image, type, imagePullCredentialsType } = imageOf(job.image, job.environmentType);
  return {
    project_name: name,
    buildspec: job.buildspec,
    image,
    image_pull_credentials_type: imagePullCredentialsType,
    environment_type: type,
    compute_type: job.computeType,
    timeout_minutes: job.timeoutMinutes,
    privileged: job.privileged,
    variables: job.variables,
    vpc: job.vpc
      ? { id: job.vpc.id, subnets: job.vpc.subnets, security_groups: job.vpc.securityGroups }
      : null,
  };
}
