import {
  type ActionRun,
  type ExecutionRecord,
  isActive,
  type StageRecord,
  type StageRun,
  type StageStatus,
} from "./records.js";
import type { FlowWorld } from "./world.js";

/** What is known of a pipeline's executions. Every change goes through here, and is kept. */
export class Book {
  readonly #world: FlowWorld;
  readonly #executions = new Map<string, ExecutionRecord>();
  readonly #active = new Map<string, ExecutionRecord>();
  readonly #stages = new Map<string, StageRecord>();

  constructor(
    world: FlowWorld,
    executions: Iterable<ExecutionRecord>,
    stages: Iterable<[string, StageRecord]>,
  ) {
    this.#world = world;
    for (const each of [...executions].sort((a, b) => a.number - b.number)) {
      this.#note(each);
    }
    for (const [name, stage] of stages) this.#stages.set(name, stage);
  }

  /** The oldest first. */
  list(): ExecutionRecord[] {
    return [...this.#executions.values()];
  }

  /** Those that run, or wait; the oldest first. */
  active(): ExecutionRecord[] {
    return [...this.#active.values()].sort((a, b) => a.number - b.number);
  }

  /** None is ever taken out. */
  nextNumber(): number {
    return this.#executions.size + 1;
  }

  tryGet(id: string): ExecutionRecord | undefined {
    return this.#executions.get(id);
  }

  get(id: string): ExecutionRecord {
    const found = this.#executions.get(id);
    if (!found) throw new Error(`There is no execution ${id}.`);
    return found;
  }

  stage(name: string): StageRecord {
    return this.#stages.get(name) ?? {};
  }

  putStage(name: string, change: StageRecord): void {
    const stage = { ...this.stage(name), ...change };
    this.#stages.set(name, stage);
    this.#world.keepStage(name, stage);
  }

  add(execution: ExecutionRecord): void {
    this.#note(execution);
    this.#world.keep(execution);
  }

  change(id: string, change: Partial<ExecutionRecord>): ExecutionRecord {
    const updateTime = this.#world.now().toISOString();
    const execution = { ...this.get(id), ...change, updateTime };
    this.add(execution);
    return execution;
  }

  changeStage(id: string, name: string, change: Partial<StageRun>): ExecutionRecord {
    const { stages } = this.get(id);
    const before = stages[name] ?? this.#newRun();
    return this.change(id, { stages: { ...stages, [name]: { ...before, ...change } } });
  }

  /** A stage's new status, told. */
  setStage(
    id: string,
    name: string,
    status: StageStatus,
    state: StageStatus | "Started" | "Resumed" = status,
  ): void {
    const execution = this.changeStage(id, name, { status });
    this.#world.tell(execution, { level: "stage", state, stage: name });
  }

  addRun(id: string, run: ActionRun): ExecutionRecord {
    const { runs, current } = this.stageRun(id, run.stageName);
    return this.changeStage(id, run.stageName, {
      runs: [...runs, run],
      current: { ...current, [run.name]: run.id },
    });
  }

  changeRun(id: string, stageName: string, runId: string, change: Partial<ActionRun>): ActionRun | undefined {
    const { runs } = this.stageRun(id, stageName);
    const updateTime = this.#world.now().toISOString();
    const changed = runs.map((run) => (run.id === runId ? { ...run, ...change, updateTime } : run));
    this.changeStage(id, stageName, { runs: changed });
    return changed.find((run) => run.id === runId);
  }

  stageRun(id: string, name: string): StageRun {
    return this.get(id).stages[name] ?? this.#newRun();
  }

  /** The runs that count, by action. */
  currentRuns(id: string, name: string): ReadonlyMap<string, ActionRun> {
    const { runs, current } = this.stageRun(id, name);
    return new Map(runs.filter((run) => current[run.name] === run.id).map((run) => [run.name, run]));
  }

  #note(execution: ExecutionRecord): void {
    this.#executions.set(execution.id, execution);
    if (isActive(execution)) this.#active.set(execution.id, execution);
    else this.#active.delete(execution.id);
  }

  #newRun(): StageRun {
    const startTime = this.#world.now().toISOString();
    return {
      status: "InProgress",
      startTime,
      runs: [],
      current: {},
      automaticRetries: 0,
      manualRetries: 0,
    };
  }
}
