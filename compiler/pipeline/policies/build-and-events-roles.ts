import { allow, arn, type Policy, policy } from "../../iam/index.js";
import { jobNeeds, writeLogAndReports } from "../../kinds/index.js";
import type { Pipeline } from "../pipeline.js";
import { readArtifactsAndWriteOutput } from "./artifact-grants.js";
import type { Ground } from "./ground.js";

/** What the build of the application may do: read its source, write its package, its log and its reports. */
export function buildRolePolicy(pipeline: Pipeline, ground: Ground): Policy {
  const { build } = pipeline;
  return policy([
    ...readArtifactsAndWriteOutput(pipeline, ground),
    ...writeLogAndReports([build.name], ground),
    ...jobNeeds([build.job], ground),
  ]);
}

/** What EventBridge may do: start this pipeline. */
export function eventsRolePolicy(pipeline: Pipeline, ground: Ground): Policy {
  return policy([
    allow(
      "StartOwnPipeline",
      ["codepipeline:StartPipelineExecution"],
      [arn("codepipeline", pipeline.name, ground)],
    ),
  ]);
}
