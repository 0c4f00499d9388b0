import { AwsError } from "../../core/index.js";
import type { Book } from "./book.js";
import type { ActionRun } from "./records.js";
import type { VersionedPipeline } from "./starting.js";

/**
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RetryStageExecution.html: the stage has failed or was
 * stopped, no other execution has entered it since, and the pipeline is still as it was. Throws AWS's errors.
 */
export function checkRetry(book: Book, pipeline: VersionedPipeline, id: string, stageName: string): void {
  const execution = book.tryGet(id);
  const status = execution?.stages[stageName]?.status;
  if (status !== "Failed" && status !== "Stopped")
    throw notRetryable(stageName, `its status is ${status ?? "not started"}`);
  if (execution?.pipelineVersion !== pipeline.version)
    throw notRetryable(stageName, "the pipeline was changed since");
  if (execution.status === "InProgress" || execution.status === "Stopping") {
    throw notRetryable(stageName, "the execution is running");
  }
  if (pipeline.executionMode !== "PARALLEL" && book.stage(stageName).latest !== id) {
    throw new AwsError(
      "NotLatestPipelineExecutionException",
      `Another execution has entered the stage '${stageName}' after ${id}`,
    );
  }
}

/** Action → run, of those that have succeeded: they do not run again. */
export function withoutFailed(runs: ReadonlyMap<string, ActionRun>): Record<string, string> {
  const kept = [...runs.values()].filter(({ status }) => status === "Succeeded");
  return Object.fromEntries(kept.map(({ name, id }) => [name, id]));
}

function notRetryable(stageName: string, reason: string): AwsError {
  return new AwsError("StageNotRetryableException", `The stage '${stageName}' cannot be retried: ${reason}`);
}
