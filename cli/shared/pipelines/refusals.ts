import { inOneLine } from "./words.js";

/** What to do about what CodePipeline refuses, by the error's name (API reference, errors of each action). */
const remedies: Readonly<Record<string, string>> = {
  ConcurrentPipelineExecutionsLimitExceededException:
    "As many executions as AWS allows are in progress. Wait for one to end, or stop one.",
  ConflictException: "Something else happened to it just now. Look again with `stagewright executions`.",
  DuplicatedStopRequestException:
    "It stops once its actions in progress have ended; `--abandon` does not wait for them.",
  NotLatestPipelineExecutionException:
    "A newer execution has entered the stage since. Retry that one, or start a new one.",
  PipelineExecutionNotFoundException: "`stagewright executions` shows those that there are.",
  PipelineExecutionNotStoppableException:
    "Only an execution in progress can be stopped; `stagewright executions` shows which are.",
  PipelineExecutionOutdatedException:
    "Only an execution of the pipeline as it is now can be gone back to. Deploy the older commit instead: revert it, and push.",
  StageNotRetryableException:
    "Only a stage that has failed or was stopped can be retried, and not after the pipeline was changed: then `stagewright start`.",
  UnableToRollbackStageException:
    "Wait until the stage is at rest, and name an execution that succeeded in it and is no rollback itself.",
};

/** AWS's words and, on a second line, what to do; undefined where CodePipeline refused nothing of this kind. */
export function explainRefusal(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const remedy = remedies[error.name];
  return remedy && `CodePipeline refuses it: ${inOneLine(error.message)}\n${remedy}`;
}
