import { allow, ofService, type Policy, policy } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { watchPipelines } from "./watch-pipelines.js";

/** What who releases may do: start and stop pipelines, try a stage again or take it back, hold one back. */
export function releaserPolicy(site: Site): Policy {
  const runs = ["StartPipelineExecution", "StopPipelineExecution"];
  const stages = ["DisableStageTransition", "EnableStageTransition", "RetryStageExecution", "RollbackStage"];
  return policy([
    ...watchPipelines(site),
    allow("Release", ofService("codepipeline", [...runs, ...stages]), [arnsOf(site).pipelines.pipeline]),
  ]);
}
