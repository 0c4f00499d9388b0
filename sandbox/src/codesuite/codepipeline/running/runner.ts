import { randomUUID } from "node:crypto";
import type { Place } from "../../core/index.js";
import { ActionFailure, type ActionWork } from "../actions/execution.js";
import { findActionType } from "../actions/index.js";
import type { CodePipelineSettings, PipelineContext } from "../context.js";
import type { ActionDeclaration } from "../declaration.js";
import {
  type ActionOutcome,
  type ActionRun,
  type ExecutionRecord,
  isActive,
  PipelineFlow,
  type RunAddress,
  type VersionedPipeline,
} from "../flow/index.js";
import { artifactsOf } from "./artifacts.js";
import { after } from "./deadline.js";
import { eventOf } from "./events.js";
import { newKey } from "./new-key.js";
import { RunRole } from "./role.js";
import { runTablesOf } from "./tables.js";
import { minutesFor } from "./timeouts.js";

interface ActiveRun {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
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
    for (const execution of executions.filter(isActive)) this.#resume(place, flow, execution);
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

  /** Ends an action that waits for somebody's answer. */
  finish(execution: ExecutionRecord, run: ActionRun, place: Place, outcome: ActionOutcome): void {
    this.#flows.get(keyOf(place, execution.pipelineName))?.finish(addressOf(execution, run), outcome);
    this.#active.get(run.id)?.stop.abort();
  }

  /** What is in progress stays so in the records: the next sandbox goes on with it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const active = [...this.#active.values()];
    for (const { stop } of active) stop.abort();
    await Promise.allSettled([...active.map(({ ended }) => ended), ...this.#told.values()]);
  }

  #worldOf(place: Place, name: string): ConstructorParameters<typeof PipelineFlow>[0] {
    const tables = runTablesOf(this.#context.store, place, name);
    return {
      region: place.region,
      now: () => this.#context.now(),
      newId: randomUUID,
      newKey,
      begin: (execution, action, run) => this.#begin(place, execution, action, run),
      abandon: ({ id }) => this.#active.get(id)?.stop.abort(),
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

  /** An action that was taken out of the pipeline while it ran has nobody to go on with it. */
  #resume(place: Place, flow: PipelineFlow, execution: ExecutionRecord): void {
    const runs = Object.values(execution.stages).flatMap((stage) => stage.runs);
    for (const run of runs.filter(({ status }) => status === "InProgress")) {
      const stage = flow.pipeline.stages.find(({ name }) => name === run.stageName);
      const action = stage?.actions.find(({ name }) => name === run.name);
      if (action) this.#begin(place, execution, action, run);
      else flow.finish(addressOf(execution, run), failureOf(takenOut(run)));
    }
  }

  #begin(place: Place, execution: ExecutionRecord, action: ActionDeclaration, run: ActionRun): void {
    const stop = new AbortController();
    const minutes = minutesFor(action);
    const started = new Date(run.startTime).getTime();
    const left = started + minutes * this.#settings.minuteMs - this.#context.now().getTime();
    const finish = (outcome: ActionOutcome) => {
      const flow = this.#isClosed ? undefined : this.#flows.get(keyOf(place, execution.pipelineName));
      flow?.finish(addressOf(execution, run), outcome);
    };
    const cancelTimer = after(left, () => {
      finish({ error: { code: "JobFailed", message: `The action did not end within ${minutes} minutes.` } });
      stop.abort();
    });
    const ended = this.#execute(place, execution, action, run, stop.signal)
      .then((outcome) => (stop.signal.aborted ? undefined : finish(outcome)))
      .finally(() => {
        cancelTimer();
        this.#active.delete(run.id);
      });
    this.#active.set(run.id, { stop, ended });
  }

  async #execute(
    home: Place,
    execution: ExecutionRecord,
    action: ActionDeclaration,
    run: ActionRun,
    signal: AbortSignal,
  ): Promise<ActionOutcome> {
    const flow = this.#flows.get(keyOf(home, execution.pipelineName));
    const execute = findActionType(action.actionTypeId)?.execute;
    if (!flow || !execute) return failureOf(notExecuted(action));
    const { pipeline } = flow;
    const role = new RunRole(this.#context, pipeline, home, run);
    const pipelineRole = new RunRole(this.#context, pipeline, home, { id: run.id });
    const work: ActionWork = {
      ...{ context: this.#context, pipeline, execution, run, home, signal, role },
      configuration: run.resolvedConfiguration ?? {},
      artifacts: artifactsOf({ run, pipeline, role, pipelineRole }),
      note: (progress) => flow.note(addressOf(execution, run), progress),
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
}

/** What a definition may hold and the sandbox cannot do fails where it would be done, by name. */
function notExecuted({ name, actionTypeId: { category, provider } }: ActionDeclaration): ActionFailure {
  return new ActionFailure(
    "ConfigurationError",
    `The sandbox does not execute ${category} actions of ${provider}, so '${name}' was not carried out.`,
  );
}

function takenOut({ name }: ActionRun): ActionFailure {
  return new ActionFailure("JobFailed", `The action '${name}' is not in the pipeline any more.`);
}

function addressOf({ id }: ExecutionRecord, { stageName, id: runId }: ActionRun): RunAddress {
  return { executionId: id, stageName, runId };
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
