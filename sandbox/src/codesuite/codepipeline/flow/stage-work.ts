import type { ActionDeclaration, StageDeclaration } from "../declaration.js";
import { inRunOrder } from "../rules/artifacts.js";
import type { Book } from "./book.js";
import { newRun } from "./new-run.js";
import type { ActionOutcome, ActionRun, ExecutionRecord } from "./records.js";
import { excess } from "./references.js";
import type { VersionedPipeline } from "./starting.js";
import type { FlowWorld } from "./world.js";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html: actions at a time of an execution in PARALLEL mode. */
const maxParallelActions = 5;

/** How far a stage is: actions run, all have succeeded, or nothing runs and one has not. */
export type StageProgress = "running" | "succeeded" | "failed";

/** The actions of the stage that an execution is in. */
export class StageWork {
  readonly #book: Book;
  readonly #world: FlowWorld;

  constructor(book: Book, world: FlowWorld) {
    this.#book = book;
    this.#world = world;
  }

  running(id: string, stageName: string): ActionRun[] {
    const runs = [...this.#book.currentRuns(id, stageName).values()];
    return runs.filter(({ status }) => status === "InProgress");
  }

  /**
   * "Actions with the same runOrder run in parallel", and a group begins when the one before has succeeded
   * (https://docs.aws.amazon.com/codepipeline/latest/userguide/action-requirements.html, runOrder). An action that fails
   * lets those beside it end; nothing begins after it.
   */
  advance(id: string, pipeline: VersionedPipeline, stage: StageDeclaration): StageProgress {
    const runs = this.#book.currentRuns(id, stage.name);
    const hasSucceeded = ({ name }: ActionDeclaration) => runs.get(name)?.status === "Succeeded";
    const group = inRunOrder(stage.actions).find((each) => !each.every(hasSucceeded));
    if (!group) return "succeeded";
    this.#beginGroup(id, pipeline, stage.name, group);
    return this.running(id, stage.name).length > 0 ? "running" : "failed";
  }

  /** Nothing begins any more: how what has begun stands. */
  rest(id: string, stage: StageDeclaration | undefined, stageName: string): StageProgress {
    if (this.running(id, stageName).length > 0) return "running";
    const runs = this.#book.currentRuns(id, stageName);
    const all = stage?.actions.every(({ name }) => runs.get(name)?.status === "Succeeded") ?? false;
    return all ? "succeeded" : "failed";
  }

  /** Notes how a run ended. One that nobody waits for any more changes nothing. */
  finish(id: string, stageName: string, runId: string, outcome: ActionOutcome): void {
    const run = this.running(id, stageName).find((each) => each.id === runId);
    if (!run) return;
    const { revision, error = excess(outcome.variables ?? {}), variables, ...progress } = outcome;
    if (!error) this.#keepResults(id, run, { variables, revision });
    const ended = this.#book.changeRun(id, stageName, runId, {
      ...(!error && revision && resultOf(revision)),
      ...progress,
      ...(error ? { status: "Failed", error } : { status: "Succeeded", ...(variables && { variables }) }),
    });
    this.#tell(id, ended);
  }

  /** …/userguide/concepts-how-it-works.html: an abandoned action is not waited for; its provider may go on. */
  abandon(id: string, runs: readonly ActionRun[]): void {
    for (const run of runs) {
      this.#world.abandon(run);
      this.#tell(id, this.#book.changeRun(id, run.stageName, run.id, { status: "Abandoned" }));
    }
  }

  #beginGroup(
    id: string,
    pipeline: VersionedPipeline,
    stageName: string,
    group: readonly ActionDeclaration[],
  ): void {
    const runs = this.#book.currentRuns(id, stageName);
    const hasFailed = group.some(({ name }) => /^(Failed|Abandoned)$/.test(runs.get(name)?.status ?? ""));
    const waiting = hasFailed ? [] : group.filter(({ name }) => !runs.has(name));
    const isParallel = this.#book.get(id).executionMode === "PARALLEL";
    const places = isParallel ? maxParallelActions - this.running(id, stageName).length : waiting.length;
    for (const action of waiting.slice(0, Math.max(places, 0))) this.#begin(id, pipeline, stageName, action);
  }

  #begin(id: string, pipeline: VersionedPipeline, stageName: string, action: ActionDeclaration): void {
    const made = newRun({ execution: this.#book.get(id), pipeline, stageName, action, world: this.#world });
    const execution = this.#book.addRun(id, made.run);
    this.#world.tell(execution, { level: "action", state: "Started", run: made.run });
    if (made.error) this.finish(id, stageName, made.run.id, { error: made.error });
    else this.#world.begin(execution, action, made.run);
  }

  #keepResults(
    id: string,
    run: ActionRun,
    { variables, revision }: Pick<ActionOutcome, "variables" | "revision">,
  ) {
    const { artifacts, outputs, revisions } = this.#book.get(id);
    const made = run.outputArtifacts.map((location) => [location.name, location]);
    const [artifact] = run.outputArtifacts;
    const found = revision && {
      actionName: run.name,
      ...(artifact && { artifactName: artifact.name }),
      ...revision,
    };
    this.#book.change(id, {
      artifacts: { ...artifacts, ...Object.fromEntries(made) },
      ...(run.namespace && variables && { outputs: { ...outputs, [run.namespace]: variables } }),
      ...(found && { revisions: [...revisions.filter((each) => each.actionName !== run.name), found] }),
    });
  }

  #tell(id: string, run: ActionRun | undefined): void {
    const execution: ExecutionRecord = this.#book.get(id);
    if (run) this.#world.tell(execution, { level: "action", state: run.status, run });
  }
}

/** A source's result is the revision that it found (…/APIReference/API_ListActionExecutions.html, `executionResult`). */
function resultOf({ revisionId, revisionUrl, revisionSummary }: NonNullable<ActionOutcome["revision"]>) {
  return {
    externalExecutionId: revisionId,
    ...(revisionUrl !== undefined && { externalExecutionUrl: revisionUrl }),
    ...(revisionSummary !== undefined && { summary: revisionSummary }),
  };
}
