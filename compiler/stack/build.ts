import { TerraformHclModule, type TerraformStack } from "cdktf";
import { projectVariables } from "../kinds/index.js";
import { buildRolePolicy, type Pipeline, pipelineTrusts } from "../pipeline/index.js";
import { dependOn } from "./depends-on.js";
import { projectModule } from "./modules.js";
import { addPipelineRole } from "./role.js";
import type { StackContext } from "./stack-context.js";

/** No environment's identifier holds an underscore that stands for itself. */
const identifier = "build_project";

/** The project that builds the application, with its log, and its role. Returns its address; none without a build. */
export function addBuild(stack: TerraformStack, pipeline: Pipeline, context: StackContext): string[] {
  const { build, roles } = pipeline;
  if (build === undefined) return [];
  const policy = buildRolePolicy(pipeline, context);
  const role = addPipelineRole(
    stack,
    { id: "build", name: roles.build, trust: pipelineTrusts.project(build, context), policy },
    context,
  );
  const told = [{ name: "ARTIFACT_BUCKET", value: context.bucketName }];
  const module = new TerraformHclModule(stack, "build-project", {
    source: projectModule,
    skipAssetCreationFromLocalModules: true,
    variables: {
      projects: {
        build: {
          ...projectVariables(build, `Builds ${pipeline.repository}`, told),
          service_role_arn: role.arn,
        },
      },
      kms_key_arn: context.keyArn,
      log_retention_days: pipeline.logRetentionDays,
      tags: context.tags,
    },
  });
  dependOn(module, [role.ready]).overrideLogicalId(identifier);
  return [`module.${identifier}`];
}

/** Where the project and its log stood before they were the module's: state is moved, and nothing made anew. */
export const movedBuild = ["aws_cloudwatch_log_group", "aws_codebuild_project"].map((type) => ({
  from: `${type}.build`,
  to: `module.${identifier}.${type}.this["build"]`,
}));
