import type { ActionDeclaration, StageDeclaration } from "../declaration.js";
import { PipelineFlow, type RunAddress } from "./flow.js";
import type { ActionOutcome, ActionRun, ExecutionRecord, StageRecord } from "./records.js";
import type { VersionedPipeline } from "./starting.js";
import type { Change, FlowWorld } from "./world.js";

/** An action of a category that the flow knows nothing special of. */
export function work(name: string, rest: Partial<ActionDeclaration> = {}): ActionDeclaration {
  return {
    name,
    actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
    runOrder: 1,
    ...rest,
  };
}

export function approvalAction(name: string): ActionDeclaration {
  return work(name, {
    actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
  });
}

export function sourceAction(name: string, rest: Partial<ActionDeclaration> = {}): ActionDeclaration {
  const actionTypeId = { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" };
  return work(name, { actionTypeId, ...rest });
}

export const stageOf = (
  name: string,
  actions: readonly ActionDeclaration[] = [work(name)],
  rest: Partial<StageDeclaration> = {},
): StageDeclaration => ({ name, actions, ...rest });

export function pipelineOf(
  stages: readonly StageDeclaration[],
  rest: Partial<VersionedPipeline> = {},
): VersionedPipeline {
  return {
    name: "shop",
    roleArn: "arn:aws:iam::111111111111:role/pipeline",
    artifactStore: { type: "S3", location: "artifacts" },
    pipelineType: "V2",
    version: 1,
    stages,
    ...rest,
  };
}

/** A flow whose actions end when the test says so. */
export class TestFlow {
  /** Every change that was told, such as `pipeline 1 Started`, `stage 1 Build Failed`, `action 1 Build Started`. */
  readonly told: string[] = [];
  /** The same, with the executions as they were then. */
  readonly changes: { readonly execution: ExecutionRecord; readonly change: Change }[] = [];
  readonly kept = new Map<string, ExecutionRecord>();
  readonly keptStages = new Map<string, StageRecord>();
  readonly #running = new Map<string, { readonly address: RunAddress; readonly run: ActionRun }>();
  #ids = 0;
  #time = Date.UTC(2026, 0, 2);
  flow: PipelineFlow;

  constructor(
    pipeline: VersionedPipeline,
    private readonly tickMs = 1_000,
  ) {
    this.flow = new PipelineFlow(this.#world(), pipeline);
  }

  /** As after a restart of the sandbox: only what was kept is there. */
  restart(): void {
    const [executions, stages] = [[...this.kept.values()], [...this.keptStages]];
    this.flow = new PipelineFlow(this.#world(), this.flow.pipeline, { executions, stages });
  }

  /** Starts an execution; gives its number. */
  start(request: Partial<Parameters<PipelineFlow["start"]>[0]> = {}): number {
    return this.flow.start({ trigger: { triggerType: "StartPipelineExecution" }, ...request }).number;
  }

  execution(number: number): ExecutionRecord {
    const found = this.flow.book.list().find((each) => each.number === number);
    if (!found) throw new Error(`There is no execution ${number}.`);
    return found;
  }

  id(number: number): string {
    return this.execution(number).id;
  }

  /** What runs, such as `1 Build`, in order of its beginning. */
  running(): string[] {
    return [...this.#running.values()].map(({ address, run }) => `${this.#numberOf(address)} ${run.name}`);
  }

  /** Ends an action that runs, as `1 Build` names it. */
  end(what: string, outcome: ActionOutcome = {}): void {
    const found = [...this.#running.values()].find(
      ({ address, run }) => `${this.#numberOf(address)} ${run.name}` === what,
    );
    if (!found) throw new Error(`${what} does not run. Running: ${this.running().join(", ")}.`);
    this.#running.delete(found.run.id);
    this.flow.finish(found.address, outcome);
  }

  fail(what: string): void {
    this.end(what, { error: { code: "JobFailed", message: "It failed." } });
  }

  /** The statuses of all executions, the oldest first. */
  statuses(): string[] {
    return this.flow.book.list().map(({ status }) => status);
  }

  stageStatus(number: number, name: string): string | undefined {
    return this.execution(number).stages[name]?.status;
  }

  runOf(number: number, stageName: string, name: string): ActionRun | undefined {
    return this.execution(number).stages[stageName]?.runs.findLast((run) => run.name === name);
  }

  #tick(): Date {
    this.#time += this.tickMs;
    return new Date(this.#time);
  }

  #nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  #numberOf({ executionId }: RunAddress): number {
    return this.flow.book.get(executionId).number;
  }

  #world(): FlowWorld {
    return {
      region: "eu-west-1",
      now: () => this.#tick(),
      newId: () => `id-${this.#nextId()}`,
      newKey: () => "AbCdEf1",
      begin: ({ id: executionId }, _, run) => {
        const address = { executionId, stageName: run.stageName, runId: run.id };
        this.#running.set(run.id, { address, run });
      },
      abandon: ({ id }) => void this.#running.delete(id),
      keep: (execution) => void this.kept.set(execution.id, execution),
      keepStage: (name, record) => void this.keptStages.set(name, record),
      tell: (execution, change) => {
        this.told.push(told(execution, change));
        this.changes.push({ execution, change });
      },
    };
  }
}

function told({ number }: ExecutionRecord, change: Change): string {
  if (change.level === "pipeline") return `pipeline ${number} ${change.state}`;
  const name = change.level === "stage" ? change.stage : change.run.name;
  return `${change.level} ${number} ${name} ${change.state}`;
}
