import type { Problem } from "../../diagnostics/index.js";
import type { Policy } from "../../iam/index.js";
import { deployProjectsOf } from "../deploy-projects.js";
import type { Pipeline } from "../pipeline.js";
import { testsRolesOf } from "../test-roles.js";
import type { ArtifactContext } from "./artifact-context.js";
import { bucketPolicy, keyPolicy } from "./artifacts.js";
import { buildRolePolicy } from "./build-role.js";
import { deployRolePolicy } from "./deploy-role.js";
import { pipelineRolePolicy } from "./pipeline-role.js";
import { testsRolePolicy } from "./tests-role.js";

/** IAM: the inline policies of a role hold 10,240 characters together, white space not counted. */
const inlineLimit = 10_240;
/** KMS: a key policy holds 32 kilobytes. S3: a bucket policy holds 20 kilobytes. */
const keyLimit = 32_768;
const bucketLimit = 20_480;

/** Whether every policy of the pipeline fits into AWS's limits, worked out with real lengths. */
export function checkPolicySizes(pipeline: Pipeline, region: string): Problem[] {
  const context = sampleContext(pipeline, region);
  const { build } = pipeline;
  return [
    ...tooLong("the pipeline's role", pipelineRolePolicy(pipeline, context), inlineLimit),
    ...(build ? tooLong("the build's role", buildRolePolicy(pipeline, context), inlineLimit) : []),
    ...tooLong("the artifact key", keyPolicy(pipeline, context), keyLimit),
    ...tooLong("the artifact bucket", bucketPolicy(pipeline, context), bucketLimit),
    ...pipeline.environments.flatMap((environment) =>
      deployProjectsOf(environment).flatMap((project) =>
        tooLong(
          `the ${project.step} of ${environment.name}`,
          deployRolePolicy(project, pipeline, context),
          inlineLimit,
        ),
      ),
    ),
    ...pipeline.environments.flatMap((environment) =>
      testsRolesOf(environment).flatMap((role) =>
        tooLong(
          `the tests of ${environment.name}`,
          testsRolePolicy(role, environment, pipeline, context),
          inlineLimit,
        ),
      ),
    ),
  ];
}

/** Account ids and keys are of fixed length, so any will do; the longest partition in use leaves no surprise. */
function sampleContext({ name }: Pipeline, region: string): ArtifactContext {
  const account = "000000000000";
  return {
    partition: "aws-us-gov",
    region,
    account,
    bucketArn: `arn:aws-us-gov:s3:::${name}-${account}`,
    keyArn: `arn:aws-us-gov:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000000`,
  };
}

function tooLong(owner: string, policy: Policy, limit: number): Problem[] {
  const length = JSON.stringify(policy).length;
  if (length <= limit) return [];
  return [
    {
      path: "",
      code: "pipeline.policy-too-long",
      message: `The policy of ${owner} would hold ${length} characters; AWS allows ${limit}.`,
      hint: "Name fewer repositories, parameters, secrets or accounts in one item.",
    },
  ];
}
