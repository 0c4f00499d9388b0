import { AwsError } from "../../core/index.js";
import { isSource } from "../declaration.js";
import type { Book } from "./book.js";
import type { ExecutionRecord, Trigger } from "./records.js";
import { newExecution, type VersionedPipeline } from "./starting.js";
import { holderOf } from "./waiting.js";
import type { FlowWorld } from "./world.js";

/**
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html: not a source stage, not in PARALLEL mode
 * (…/userguide/execution-modes.html), not while the stage runs, and only to an execution that was started under the
 * pipeline's structure of now, was not a rollback itself, and succeeded in the stage. Throws AWS's errors.
 */
export function checkRollback(
  book: Book,
  pipeline: VersionedPipeline,
  stageName: string,
  targetId: string,
): ExecutionRecord {
  const target = book.tryGet(targetId);
  if (!target) {
    throw new AwsError(
      "PipelineExecutionNotFoundException",
      `Could not find pipeline execution with ID ${targetId} for pipeline '${pipeline.name}'`,
    );
  }
  if (pipeline.executionMode === "PARALLEL") throw unable(stageName, "the pipeline is in PARALLEL mode");
  const stage = pipeline.stages.find(({ name }) => name === stageName);
  if (stage?.actions.some(isSource)) throw unable(stageName, "it is the source stage");
  if (holderOf(book, stageName)) throw unable(stageName, "it is running");
  if (target.pipelineVersion !== pipeline.version) {
    throw new AwsError(
      "PipelineExecutionOutdatedException",
      `The pipeline was changed since ${targetId} was started, so the stage '${stageName}' cannot be rolled back to it`,
    );
  }
  if (!isTarget(target, pipeline, stageName)) {
    throw unable(stageName, `${targetId} is a rollback itself, or did not succeed in it`);
  }
  return target;
}

/** Where a stage that fails goes back to by itself: the newest execution that may be rolled back to. */
export function rollbackTargetOf(
  book: Book,
  pipeline: VersionedPipeline,
  stageName: string,
): ExecutionRecord | undefined {
  return book.list().findLast((each) => isTarget(each, pipeline, stageName));
}

export interface NewRollback {
  readonly pipeline: VersionedPipeline;
  readonly target: ExecutionRecord;
  readonly number: number;
  readonly position: number;
  readonly trigger: Trigger;
  readonly world: FlowWorld;
}

/** "CodePipeline will use the variables and artifacts from the execution to which it is rolling back" (…/stage-rollback.html). */
export function newRollback({
  pipeline,
  target,
  number,
  position,
  trigger,
  world,
}: NewRollback): ExecutionRecord {
  const { variables, outputs, revisions, artifacts, overrides, id } = target;
  return {
    ...newExecution(pipeline, number, { trigger }, world),
    executionType: "ROLLBACK",
    rollbackTarget: id,
    position,
    ...{ variables, outputs, revisions, artifacts, overrides },
  };
}

function isTarget(execution: ExecutionRecord, pipeline: VersionedPipeline, stageName: string): boolean {
  return (
    execution.pipelineVersion === pipeline.version &&
    execution.executionType === "STANDARD" &&
    execution.stages[stageName]?.status === "Succeeded"
  );
}

function unable(stageName: string, reason: string): AwsError {
  return new AwsError(
    "UnableToRollbackStageException",
    `The stage '${stageName}' cannot be rolled back: ${reason}`,
  );
}
