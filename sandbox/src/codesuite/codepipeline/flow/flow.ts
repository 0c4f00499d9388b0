import { AwsError } from "../../core/index.js";
import { Book } from "./book.js";
import { Progress } from "./progress.js";
import type {
  ActionOutcome,
  ActionProgress,
  ExecutionRecord,
  RetryMode,
  StageRecord,
  Transition,
} from "./records.js";
import { checkRetry } from "./retry.js";
import { checkRollback } from "./rollback.js";
import {
  checkStart,
  missingVariables,
  newExecution,
  type StartRequest,
  type VersionedPipeline,
} from "./starting.js";
import { checkStop } from "./stop.js";
import type { FlowWorld } from "./world.js";

export interface Kept {
  readonly executions: Iterable<ExecutionRecord>;
  readonly stages: Iterable<[string, StageRecord]>;
}

/** One run of one action. */
export interface RunAddress {
  readonly executionId: string;
  readonly stageName: string;
  readonly runId: string;
}

/**
 * The executions of one pipeline, and what may be asked of them. Everything that takes time or touches anything is the
 * world's.
 */
export class PipelineFlow {
  readonly book: Book;
  readonly #world: FlowWorld;
  readonly #progress: Progress;

  constructor(world: FlowWorld, pipeline: VersionedPipeline, kept: Kept = { executions: [], stages: [] }) {
    this.#world = world;
    this.book = new Book(world, kept.executions, kept.stages);
    this.#progress = new Progress(this.book, world, pipeline);
  }

  get pipeline(): VersionedPipeline {
    return this.#progress.pipeline;
  }

  /** The same token gives the same execution. */
  start(request: StartRequest): ExecutionRecord {
    const { pipeline } = this;
    const token = request.clientRequestToken;
    const ofToken = (each: ExecutionRecord) => each.clientRequestToken === token;
    const earlier = token === undefined ? undefined : this.book.list().find(ofToken);
    if (earlier) return earlier;
    checkStart(pipeline, request, this.book.active().length);
    const execution = newExecution(pipeline, this.book.nextNumber(), request, this.#world);
    this.#progress.open(execution);
    const missing = missingVariables(pipeline, execution.variables);
    if (missing.length > 0) {
      const summary = `These variables have no value and no default: ${missing.join(", ")}.`;
      this.#progress.end(execution.id, "Failed", summary);
    }
    this.#progress.settle();
    return this.book.get(execution.id);
  }

  /** What an action says while it runs. */
  note({ executionId, stageName, runId }: RunAddress, progress: ActionProgress): void {
    if (this.#isRunning({ executionId, stageName, runId })) {
      this.book.changeRun(executionId, stageName, runId, progress);
    }
  }

  /** How an action ended. */
  finish({ executionId, stageName, runId }: RunAddress, outcome: ActionOutcome): void {
    if (!this.#isRunning({ executionId, stageName, runId })) return;
    this.#progress.work.finish(executionId, stageName, runId, outcome);
    this.#progress.settle();
  }

  /** …/userguide/pipelines-stop.html */
  stop(id: string, { abandon, reason }: { readonly abandon: boolean; readonly reason?: string }): void {
    const { status } = checkStop(this.book, id, abandon);
    if (status !== "Stopping") this.#progress.beginStop(id, reason);
    if (abandon) this.#progress.abandonAll(id);
    this.#progress.settle();
  }

  /** …/userguide/stage-retry.html */
  retry(id: string, stageName: string, mode: RetryMode): void {
    this.#requireStage(stageName);
    checkRetry(this.book, this.pipeline, id, stageName);
    this.#progress.retry(id, stageName, mode, "ManualStageRetry");
    this.#progress.settle();
  }

  /** …/userguide/stage-rollback.html. Gives the execution that rolls back. */
  rollback(stageName: string, targetId: string, triggerDetail: string): ExecutionRecord {
    this.#requireStage(stageName);
    const target = checkRollback(this.book, this.pipeline, stageName, targetId);
    const execution = this.#progress.rollBack(stageName, target, {
      triggerType: "ManualRollback",
      triggerDetail,
    });
    this.#progress.settle();
    return this.book.get(execution.id);
  }

  /** …/userguide/transitions.html */
  setTransition(stageName: string, transition: Transition): void {
    this.#requireStage(stageName);
    this.book.putStage(stageName, { transition });
    this.#progress.settle();
  }

  /** Executions of the former structure end. */
  update(pipeline: VersionedPipeline): void {
    this.#progress.replace(pipeline);
    this.#progress.settle();
  }

  /** The pipeline is deleted: nobody waits for anything. */
  drop(): void {
    for (const { id } of this.book.active()) this.#progress.abandonAll(id);
  }

  #isRunning({ executionId, stageName, runId }: RunAddress): boolean {
    if (!this.book.tryGet(executionId)) return false;
    return this.#progress.work.running(executionId, stageName).some((run) => run.id === runId);
  }

  #requireStage(name: string): void {
    const names = this.pipeline.stages.map((stage) => stage.name);
    if (names.includes(name)) return;
    throw new AwsError(
      "StageNotFoundException",
      `The pipeline '${this.pipeline.name}' has no stage '${name}'. Its stages: ${names.join(", ")}`,
    );
  }
}
