import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project/index.js";
import type { TerraformStack } from "cdktf";
import { buildRolePolicy, type Pipeline } from "../pipeline/index.js";
import { after } from "./after.js";
import { imageOf } from "./image.js";
import type { Place } from "./place.js";
import { addRole } from "./role.js";

/** The project that builds the application, its role and its log. Returns its address. */
export function addBuild(stack: TerraformStack, pipeline: Pipeline, place: Place): string {
  const { name, job } = pipeline.build;
  const policy = buildRolePolicy(pipeline, place);
  const role = addRole(
    stack,
    { id: "build", name: pipeline.roles.build, service: "codebuild", policy },
    place,
  );
  new CloudwatchLogGroup(stack, "build-log", {
    name: `/aws/codebuild/${name}`,
    retentionInDays: pipeline.logRetentionDays,
  }).overrideLogicalId("build");
  const project = new CodebuildProject(stack, "build-project", {
    name,
    description: `Builds ${pipeline.repository}`,
    serviceRole: role.arn,
    encryptionKey: place.keyArn,
    buildTimeout: job.timeoutMinutes,
    source: { type: "CODEPIPELINE", buildspec: job.buildspec },
    artifacts: { type: "CODEPIPELINE" },
    environment: {
      ...imageOf(job.image, job.environmentType),
      computeType: job.computeType,
      privilegedMode: job.privileged,
      environmentVariable: [{ name: "ARTIFACT_BUCKET", value: place.bucketName }, ...job.variables],
    },
    ...(job.vpc && {
      vpcConfig: {
        vpcId: job.vpc.id,
        subnets: [...job.vpc.subnets],
        securityGroupIds: [...job.vpc.securityGroups],
      },
    }),
    logsConfig: { cloudwatchLogs: { groupName: "${aws_cloudwatch_log_group.build.name}" } },
  });
  after(project, [role.ready]).overrideLogicalId("build");
  return "aws_codebuild_project.build";
}
