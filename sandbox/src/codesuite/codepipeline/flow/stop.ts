import { AwsError } from "../../core/index.js";
import type { Book } from "./book.js";
import type { ExecutionRecord } from "./records.js";

/**
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-stop.html: who has asked to wait may still abandon;
 * the same is not asked twice. Throws AWS's errors.
 */
export function checkStop(book: Book, id: string, abandon: boolean): ExecutionRecord {
  const execution = book.tryGet(id);
  if (execution?.status === "Stopping" && !abandon) {
    throw new AwsError(
      "DuplicatedStopRequestException",
      `The pipeline execution ${id} is stopping already. Its actions in progress can be abandoned`,
    );
  }
  if (execution?.status === "InProgress" || execution?.status === "Stopping") return execution;
  throw new AwsError(
    "PipelineExecutionNotStoppableException",
    `The pipeline execution ${id} cannot be stopped: ${execution ? `its status is ${execution.status}` : "it does not exist"}`,
  );
}
