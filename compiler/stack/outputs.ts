import { TerraformOutput, type TerraformStack } from "cdktf";
import { consoleHost, pipelineLink } from "../iam/index.js";
import type { Pipeline } from "../pipeline/index.js";
import type { StackContext } from "./stack-context.js";

/** What a person or another stack wants to know of the pipeline. */
export function addPipelineOutputs(
  stack: TerraformStack,
  pipeline: Pipeline,
  { region, bucketName }: StackContext,
): void {
  output(stack, "repository", pipeline.repository, "The repository that the pipeline is for.");
  output(stack, "branch", pipeline.branch, "The branch that the pipeline is for.");
  output(stack, "pipeline_name", pipeline.name, "The pipeline.");
  output(stack, "pipeline_arn", "${aws_codepipeline.pipeline.arn}", "The pipeline's ARN.");
  output(stack, "pipeline_url", pipelineLink(pipeline.name, region), "The pipeline in the console.");
  output(stack, "artifact_bucket", bucketName, "The bucket of the artifacts.");
  if (!pipeline.build) return;
  output(
    stack,
    "build_log_url",
    `https://${consoleHost(region)}/codesuite/codebuild/projects/${pipeline.build.name}/history?region=${region}`,
    "The builds of the application in the console.",
  );
}

function output(stack: TerraformStack, id: string, value: string, description: string): void {
  new TerraformOutput(stack, `output-${id}`, { value, description }).overrideLogicalId(id);
}
