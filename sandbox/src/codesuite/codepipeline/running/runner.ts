import { randomUUID } from "node:crypto";
import type { Place } from "../../core/index.js";
import { ActionFailure, type ActionWork } from "../actions/execution.js";
import { findActionType } from "../actions/index.js";
import type { CodePipelineSettings, PipelineContext } from "../context.js";
import {
  type ActionOutcome,
  type ActionProgress,
  type ActionRun,
  type ExecutionRecord,
  isActive,
  PipelineFlow,
  type RunAddress,
  type VersionedPipeline,
} from "../flow/index.js";
import { pipelinesAt } from "../pipelines.js";
import { artifactsOf } from "./artifacts.js";
import { after, type Deadline } from "./deadline.js";
import { eventOf } from "./events.js";
import { newKey } from "./new-key.js";
import { RunRole } from "./role.js";
import { runTablesOf } from "./tables.js";
import { deadlineOf, minutesFor } from "./timeouts.js";

interface ActiveRun {
  readonly stop: AbortController;
  readonly deadline: Deadline;
  readonly ended: Promise<void>;
}

/** One run of one action, and whose it is. */
export interface Task {
  /** Where the pipeline is. */
  readonly place: Place;
  readonly execution: ExecutionRecord;
  readonly run: ActionRun;
}

/** Carries out what the flows of pipelines ask for, and keeps and tells what comes of it. */
export class PipelineRunner {
  readonly #context: PipelineContext;
  readonly #settings: CodePipelineSettings;
  readonly #flows = new Map<string, PipelineFlow>();
  readonly #active = new Map<string, ActiveRun>();
  readonly #told = new Map<string, Promise<void>>();
  #isClosed = false;

  constructor(context: PipelineContext, settings: CodePipelineSettings) {
    this.#context = context;
    this.#settings = settings;
  }

  /** The executions of a pipeline: what was kept of it is read once, and what an earlier sandbox left in progress goes on. */
  flowOf(place: Place, pipeline: VersionedPipeline): PipelineFlow {
    const key = keyOf(place, pipeline.name);
    const known = this.#flows.get(key);
    if (known) return known;
    const tables = runTablesOf(this.#context.store, place, pipeline.name);
    const executions = tables.executions.list();
    const stages = tables.stages.list().map(({ name, ...stage }) => [name, stage] as [string, typeof stage]);
    const flow = new PipelineFlow(this.#worldOf(place, pipeline.name), pipeline, { executions, stages });
    this.#flows.set(key, flow);
    for (const execution of executions.filter(isActive)) this.#resume(place, execution);
    return flow;
  }

  /** A deleted pipeline leaves nothing. */
  drop(place: Place, pipeline: VersionedPipeline): void {
    this.flowOf(place, pipeline).drop();
    this.#flows.delete(keyOf(place, pipeline.name));
    const { executions, stages } = runTablesOf(this.#context.store, place, pipeline.name);
    for (const { id } of executions.list()) executions.delete(id);
    for (const { name } of stages.list()) stages.delete(name);
  }

  /** Brings every time-out nearer. */
  advanceClock(ms: number): void {
    for (const { deadline } of this.#active.values()) deadline.advance(ms);
  }

  /** Sets an action to work again that has told how it goes on. Its time-out stays. */
  proceed(task: Task, progress: ActionProgress): void {
    const { execution, run } = task;
    const flow = this.#flowOf(task);
    flow?.note(addressOf(task), progress);
    this.#stop(run.id);
    const noted = flow?.book.stageRun(execution.id, run.stageName).runs.find(({ id }) => id === run.id);
    if (noted) this.#begin({ ...task, run: noted });
  }

  /** Ends an action that waits for somebody's answer. */
  finish(task: Task, outcome: ActionOutcome): void {
    this.#flowOf(task)?.finish(addressOf(task), outcome);
    this.#stop(task.run.id);
  }

  /** What is in progress stays so in the records: the next sandbox goes on with it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const active = [...this.#active.values()];
    for (const id of this.#active.keys()) this.#stop(id);
    await Promise.allSettled([...active.map(({ ended }) => ended), ...this.#told.values()]);
  }

  #worldOf(place: Place, name: string): ConstructorParameters<typeof PipelineFlow>[0] {
    const tables = runTablesOf(this.#context.store, place, name);
    return {
      region: place.region,
      now: () => this.#context.now(),
      newId: randomUUID,
      newKey,
      begin: (execution, run) => this.#begin({ place, execution, run }),
      abandon: ({ id }) => this.#stop(id),
      keep: (execution) => tables.executions.put(execution.id, execution),
      keepStage: (stage, record) => tables.stages.put(stage, { ...record, name: stage }),
      tell: (execution, change) => this.#tell(keyOf(place, name), eventOf(execution, change, place)),
    };
  }

  /** In the order in which things happened. */
  #tell(key: string, event: ReturnType<typeof eventOf>): void {
    const before = this.#told.get(key) ?? Promise.resolve();
    const told = before.then(() => this.#context.emit(event));
    this.#told.set(key, told);
  }

  /** What ran goes on as it was declared when it began, also where the pipeline is another now. */
  #resume(place: Place, execution: ExecutionRecord): void {
    const runs = Object.values(execution.stages).flatMap((stage) => stage.runs);
    for (const run of runs.filter(({ status }) => status === "InProgress")) {
      this.#begin({ place, execution, run });
    }
  }

  /** None of a pipeline that was deleted meanwhile. */
  #flowOf({ place, execution }: Task): PipelineFlow | undefined {
    return this.#flows.get(keyOf(place, execution.pipelineName));
  }

  #stop(runId: string): void {
    const active = this.#active.get(runId);
    active?.deadline.cancel();
    active?.stop.abort();
  }

  #begin(task: Task): void {
    const { run } = task;
    const stop = new AbortController();
    const left = deadlineOf(run, this.#settings.minuteMs) - this.#context.now().getTime();
    const finish = (outcome: ActionOutcome) => {
      if (!this.#isClosed) this.#flowOf(task)?.finish(addressOf(task), outcome);
    };
    const deadline = after(left, () => {
      finish(failureOf(timedOut(run)));
      stop.abort();
    });
    const ended = this.#execute(task, stop.signal)
      .then((outcome) => (stop.signal.aborted ? undefined : finish(outcome)))
      .finally(() => {
        deadline.cancel();
        if (this.#active.get(run.id)?.stop === stop) this.#active.delete(run.id);
      });
    this.#active.set(run.id, { stop, deadline, ended });
  }

  async #execute(task: Task, signal: AbortSignal): Promise<ActionOutcome> {
    const { place: home, execution, run } = task;
    const flow = this.#flowOf(task);
    const execute = findActionType(run.actionTypeId)?.execute;
    if (!flow || !execute) return failureOf(notExecuted(run));
    const pipeline = this.#versionOf(home, execution) ?? flow.pipeline;
    const role = new RunRole(this.#context, pipeline, home, run);
    const pipelineRole = new RunRole(this.#context, pipeline, home, { id: run.id });
    const work: ActionWork = {
      ...{ context: this.#context, pipeline, execution, run, home, signal, role },
      configuration: run.resolvedConfiguration ?? {},
      artifacts: artifactsOf({ run, pipeline, role, pipelineRole }),
      note: (progress) => flow.note(addressOf(task), progress),
    };
    try {
      return await execute(work);
    } catch (error) {
      return failureOf(error);
    } finally {
      role.close();
      pipelineRole.close();
    }
  }

  /** The pipeline as it was when the execution started. */
  #versionOf(place: Place, { pipelineName, pipelineVersion: version }: ExecutionRecord) {
    const found = pipelinesAt(this.#context, place).versions.get(`${pipelineName}/${version}`);
    return found && { ...found, version };
  }
}

/** What a definition may hold and the sandbox cannot do fails where it would be done, by name. */
function notExecuted({ name, actionTypeId: { category, provider } }: ActionRun): ActionFailure {
  return new ActionFailure(
    "ConfigurationError",
    `The sandbox does not execute ${category} actions of ${provider}, so '${name}' was not carried out.`,
  );
}

function timedOut(run: ActionRun): ActionFailure {
  const said = findActionType(run.actionTypeId)?.timedOut?.(run);
  return new ActionFailure("JobFailed", said ?? `The action did not end within ${minutesFor(run)} minutes.`);
}

function addressOf({ execution, run }: Task): RunAddress {
  return { executionId: execution.id, stageName: run.stageName, runId: run.id };
}

function failureOf(error: unknown): ActionOutcome {
  if (error instanceof ActionFailure) {
    return { ...error.progress, error: { code: error.code, message: error.message } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { error: { code: "JobFailed", message } };
}

function keyOf({ accountId, region }: Place, name: string): string {
  return `${accountId}/${region}/${name}`;
}
