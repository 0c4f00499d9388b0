import type { StageDeclaration } from "../declaration.js";
import type { Book } from "./book.js";
import { unevaluated } from "./conditions.js";
import type { ConditionKind, ExecutionRecord, ExecutionStatus, RetryMode, StageRun } from "./records.js";
import { withoutFailed } from "./retry.js";
import { newRollback, rollbackTargetOf } from "./rollback.js";
import { StageWork } from "./stage-work.js";
import type { VersionedPipeline } from "./starting.js";
import { waitingAt } from "./waiting.js";
import type { FlowWorld } from "./world.js";

/**
 * How executions go on: stages that are entered, held and passed, as told by
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html.
 */
export class Progress {
  readonly work: StageWork;
  readonly #book: Book;
  readonly #world: FlowWorld;
  #pipeline: VersionedPipeline;

  constructor(book: Book, world: FlowWorld, pipeline: VersionedPipeline) {
    this.#book = book;
    this.#world = world;
    this.#pipeline = pipeline;
    this.work = new StageWork(book, world);
  }

  get pipeline(): VersionedPipeline {
    return this.#pipeline;
  }

  /** Until nothing moves any more. Each step moves an execution on or ends it, so this ends. */
  settle(): void {
    while (this.#advanceOne() || this.#admitOne());
  }

  open(execution: ExecutionRecord): void {
    this.#book.add(execution);
    this.#world.tell(execution, { level: "pipeline", state: "Started" });
  }

  end(id: string, status: ExecutionStatus, statusSummary?: string): true {
    const summary = statusSummary === undefined ? {} : { statusSummary };
    const execution = this.#book.change(id, { status, isInside: false, ...summary });
    this.#world.tell(execution, { level: "pipeline", state: status });
    return true;
  }

  beginStop(id: string, stopReason: string | undefined): void {
    const before = this.#book.get(id);
    const execution = this.#book.change(id, {
      status: "Stopping",
      ...(stopReason !== undefined && { stopReason }),
    });
    this.#world.tell(execution, { level: "pipeline", state: "Stopping" });
    const stage = this.#stageNameOf(before);
    if (before.isInside && stage !== undefined) this.#book.setStage(id, stage, "Stopping");
  }

  abandonAll(id: string): void {
    for (const name of Object.keys(this.#book.get(id).stages)) {
      this.work.abandon(id, this.work.running(id, name));
    }
  }

  /**
   * "Active executions are cancelled after in-progress actions complete" (…/userguide/execution-modes.html). Nobody works on
   * an approval, so it is not waited for.
   */
  replace(pipeline: VersionedPipeline): void {
    this.#pipeline = pipeline;
    for (const { id, stages } of this.#book.active()) {
      this.#book.change(id, { isCancelled: true });
      const running = Object.keys(stages).flatMap((name) => this.work.running(id, name));
      this.work.abandon(
        id,
        running.filter(({ actionTypeId }) => actionTypeId.category === "Approval"),
      );
    }
  }

  retry(
    id: string,
    stageName: string,
    mode: RetryMode,
    trigger: NonNullable<StageRun["latestRetryTrigger"]>,
  ): void {
    const { automaticRetries, manualRetries } = this.#book.stageRun(id, stageName);
    const runs = this.#book.currentRuns(id, stageName);
    const position = this.#pipeline.stages.findIndex(({ name }) => name === stageName);
    const { attempt } = this.#book.get(id);
    const resumed = { status: "InProgress", attempt: attempt + 1, position, isInside: true } as const;
    this.#world.tell(this.#book.change(id, resumed), { level: "pipeline", state: "Resumed" });
    this.#book.changeStage(id, stageName, {
      current: mode === "ALL_ACTIONS" ? {} : withoutFailed(runs),
      latestRetryTrigger: trigger,
      manualRetries: manualRetries + (trigger === "ManualStageRetry" ? 1 : 0),
      automaticRetries: automaticRetries + (trigger === "AutomatedStageRetry" ? 1 : 0),
    });
    this.#book.setStage(id, stageName, "InProgress", "Resumed");
    const stage = this.#pipeline.stages[position];
    if (stage) this.#failsOn(id, stage, "beforeEntry");
  }

  /** Enters at once: the stage is free, and whoever waits in front of it waits on. */
  rollBack(stageName: string, target: ExecutionRecord, trigger: ExecutionRecord["trigger"]): ExecutionRecord {
    const position = this.#pipeline.stages.findIndex(({ name }) => name === stageName);
    const [pipeline, world, number] = [this.#pipeline, this.#world, this.#book.nextNumber()];
    const execution = newRollback({ pipeline, target, number, position, trigger, world });
    this.open(execution);
    const stage = pipeline.stages[position];
    if (stage) this.#enter(execution, stage);
    return execution;
  }

  #advanceOne(): boolean {
    return this.#book.active().some((execution) => this.#advance(execution));
  }

  /** Whether anything has changed. */
  #advance(execution: ExecutionRecord): boolean {
    const { id, isInside, isCancelled, status } = execution;
    const name = this.#stageNameOf(execution);
    const ending = isCancelled ? "Cancelled" : status === "Stopping" ? "Stopped" : undefined;
    if (!isInside || name === undefined) return ending !== undefined && this.end(id, ending);
    const stage = this.#pipeline.stages.find((each) => each.name === name);
    if (ending) return this.#endInside(id, name, stage, ending);
    if (!stage) return false;
    const progress = this.work.advance(id, this.#pipeline, stage);
    if (progress === "running") return false;
    return progress === "succeeded" ? this.#pass(id, stage) : this.#fail(id, stage);
  }

  /** …/concepts-how-it-works.html (stopped executions): a stage that was finished all the same has succeeded. */
  #endInside(
    id: string,
    name: string,
    stage: StageDeclaration | undefined,
    ending: "Cancelled" | "Stopped",
  ): boolean {
    const rest = this.work.rest(id, ending === "Stopped" ? stage : undefined, name);
    if (rest === "running") return false;
    this.#book.setStage(id, name, rest === "succeeded" ? "Succeeded" : ending);
    return this.end(id, ending);
  }

  #pass(id: string, stage: StageDeclaration): boolean {
    if (this.#failsOn(id, stage, "onSuccess")) return true;
    this.#book.setStage(id, stage.name, "Succeeded");
    const { position, executionType } = this.#book.get(id);
    const isLast = position === this.#pipeline.stages.length - 1;
    if (isLast || executionType === "ROLLBACK") return this.end(id, "Succeeded");
    this.#book.change(id, { position: position + 1, isInside: false });
    return true;
  }

  /** "A failure releases the lock on the stage." Then comes what `onFailure` says (…/userguide/stage-retry.html, …/stage-rollback.html). */
  #fail(id: string, stage: StageDeclaration): boolean {
    if (this.#failsOn(id, stage, "onFailure")) return true;
    this.#book.setStage(id, stage.name, "Failed");
    const { result, retryConfiguration } = stage.onFailure ?? {};
    const { automaticRetries, manualRetries } = this.#book.stageRun(id, stage.name);
    if (result === "RETRY" && automaticRetries + manualRetries === 0) {
      const mode = retryConfiguration?.retryMode === "ALL_ACTIONS" ? "ALL_ACTIONS" : "FAILED_ACTIONS";
      this.retry(id, stage.name, mode, "AutomatedStageRetry");
      return true;
    }
    this.end(id, "Failed");
    if (result === "ROLLBACK" && this.#book.get(id).executionType === "STANDARD") this.#undo(id, stage.name);
    return true;
  }

  #undo(id: string, stageName: string): void {
    const target = rollbackTargetOf(this.#book, this.#pipeline, stageName);
    if (target) this.rollBack(stageName, target, { triggerType: "AutomatedRollback", triggerDetail: id });
  }

  #failsOn(id: string, stage: StageDeclaration, kind: ConditionKind): boolean {
    const missing = unevaluated(stage, kind);
    if (!missing) return false;
    this.#book.changeStage(id, stage.name, { unevaluated: missing });
    this.#book.setStage(id, stage.name, "Failed");
    return this.end(id, "Failed", missing.summary);
  }

  /** Lets one execution into a stage that is free, or ends those that another has overtaken. */
  #admitOne(): boolean {
    return this.#pipeline.stages.some((stage, position) => {
      const { overtaken, next } = waitingAt(this.#book, this.#pipeline, position);
      for (const id of overtaken) this.end(id, "Superseded");
      if (next) this.#enter(next, stage);
      return overtaken.length > 0 || next !== undefined;
    });
  }

  #enter({ id }: ExecutionRecord, stage: StageDeclaration): void {
    this.#book.change(id, { isInside: true });
    this.#book.putStage(stage.name, { latest: id });
    this.#book.setStage(id, stage.name, "InProgress", "Started");
    this.#failsOn(id, stage, "beforeEntry");
  }

  /** The stage as it was called when the execution entered it, also after the pipeline has been changed. */
  #stageNameOf({ isInside, stages, position }: ExecutionRecord): string | undefined {
    if (!isInside) return this.#pipeline.stages[position]?.name;
    return Object.keys(stages).find((name) => /^(InProgress|Stopping)$/.test(stages[name]?.status ?? ""));
  }
}
