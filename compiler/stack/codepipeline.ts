import { Codepipeline, type CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline/index.js";
import type { TerraformStack } from "cdktf";
import { roleArn } from "../iam/index.js";
import { type Action, configurationIn } from "../kinds/index.js";
import { type Pipeline, pipelineRolePolicy, pipelineTrusts } from "../pipeline/index.js";
import { dependOn } from "./depends-on.js";
import { addPipelineRole } from "./role.js";
import type { StackContext } from "./stack-context.js";
import { tagged } from "./tagged.js";

/** The pipeline itself: its stages stand in the root, so that a plan reads as a pipeline. `parts` are addresses. */
export function addCodePipeline(
  stack: TerraformStack,
  pipeline: Pipeline,
  context: StackContext,
  parts: readonly string[],
): void {
  const policy = pipelineRolePolicy(pipeline, context);
  const name = pipeline.roles.pipeline;
  const role = addPipelineRole(
    stack,
    { id: "pipeline", name, trust: pipelineTrusts.pipeline(pipeline, context), policy },
    context,
  );
  const codepipeline = new Codepipeline(stack, "pipeline", {
    name: pipeline.name,
    roleArn: role.arn,
    pipelineType: "V2",
    executionMode: pipeline.executionMode,
    ...tagged(context),
    artifactStore: [
      { type: "S3", location: context.bucketName, encryptionKey: { type: "KMS", id: context.keyArn } },
    ],
    stage: pipeline.stages.map(({ name, actions }) => ({
      name,
      action: actions.map((action) => actionOf(action, context)),
    })),
  });
  dependOn(codepipeline, [role.ready, ...parts]).overrideLogicalId("pipeline");
}

/** An action as Terraform takes it, whatever its kind. */
function actionOf(action: Action, context: StackContext): CodepipelineStageAction {
  const { name, runOrder, category, provider, inputs, outputs } = action;
  const { namespace, role, region, timeoutMinutes } = action;
  return {
    name,
    runOrder,
    category,
    owner: "AWS",
    provider,
    version: "1",
    configuration: configurationIn(action, context),
    ...(inputs.length > 0 && { inputArtifacts: [...inputs] }),
    ...(outputs.length > 0 && { outputArtifacts: [...outputs] }),
    ...(namespace && { namespace }),
    ...(role && { roleArn: roleArn(role.name, { ...context, account: role.accountId }) }),
    ...(region && { region }),
    ...(timeoutMinutes && { timeoutInMinutes: timeoutMinutes }),
  };
}
