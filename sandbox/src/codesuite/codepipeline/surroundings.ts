import { type OperationCall, tryParseArn } from "../core/index.js";
import { findActionType } from "./actions/index.js";
import type { PipelineContext } from "./context.js";
import { type ActionDeclaration, actionsOf, type PipelineDeclaration } from "./declaration.js";
import { pipelineArn } from "./pipelines.js";
import { invalidStructure } from "./rules/rule.js";

/**
 * What AWS asks of a pipeline's surroundings before it keeps it: the role, the buckets, what its caller may pass on. Whether
 * what an action names is there, a project, a connection, a topic, shows when the action runs. Terraform's provider makes
 * pipelines with projects that do not exist in its tests against AWS:
 * https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/codepipeline/codepipeline_test.go
 */
export async function checkSurroundings(
  context: PipelineContext,
  pipeline: PipelineDeclaration,
  call: OperationCall,
): Promise<void> {
  await checkRole(context, pipeline, call);
  await checkBuckets(context, pipeline, call);
  for (const { action } of actionsOf(pipeline)) await checkPassing(action, call);
}

/**
 * "CodePipeline is not authorized to perform AssumeRole on role": Terraform's provider waits for it to pass
 * (internal/service/codepipeline/codepipeline.go, CreatePipeline).
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/cross-service-confused-deputy-prevention.html
 */
async function checkRole(
  context: PipelineContext,
  { name, roleArn }: PipelineDeclaration,
  call: OperationCall,
): Promise<void> {
  await call.require({
    action: "iam:PassRole",
    resource: roleArn,
    context: { "iam:PassedToService": "codepipeline.amazonaws.com" },
  });
  const decision = await context.authorizer.trusts({
    roleArn,
    principal: { service: "codepipeline.amazonaws.com" },
    context: { "aws:SourceAccount": call.accountId, "aws:SourceArn": pipelineArn(call, name) },
  });
  if (!decision.allowed) {
    throw invalidStructure(`CodePipeline is not authorized to perform AssumeRole on role ${roleArn}`);
  }
}

/** "An error occurred while validating the artifact bucket": https://github.com/awslabs/aws-deployment-framework/issues/95 */
async function checkBuckets(
  { neighbours }: PipelineContext,
  pipeline: PipelineDeclaration,
  call: OperationCall,
): Promise<void> {
  const single = pipeline.artifactStore ? { [call.region]: pipeline.artifactStore } : {};
  for (const [region, { location }] of Object.entries(pipeline.artifactStores ?? single)) {
    if (!(await neighbours.bucketExists(call.accountId, region, location))) {
      throw invalidStructure(
        `An error occurred while validating the artifact bucket '${location}': No bucket with the name ${location} was found. Choose a valid artifact bucket in '${region}', or create a new artifact bucket to use in your pipeline.`,
      );
    }
  }
}

/** An action with a role of another account works there, with what that role may. */
async function checkPassing(action: ActionDeclaration, call: OperationCall): Promise<void> {
  if (action.roleArn !== undefined && tryParseArn(action.roleArn)?.accountId !== call.accountId) return;
  await findActionType(action.actionTypeId)?.checkPassing?.(action, call);
}
