import { approvalAction, pipelineOf, sourceAction, stageOf, TestFlow, work } from "./flow/flow.fixture.js";
import type { ExecutionRecord } from "./flow/index.js";
import { eventOf } from "./running/events.js";

/** Actions of one run order each; approvals begin with `?`. The first stage has a source. */
export interface StoryStage {
  readonly name: string;
  readonly actions: readonly string[];
}

/** How an execution stands in the engine's own history. */
export interface ToldExecution {
  readonly id: string;
  readonly status: string;
  readonly startTime: string;
  readonly attempt: number;
  readonly commit?: string;
  readonly stages: Readonly<Record<string, ToldStage>>;
}

export interface ToldStage {
  readonly status: string;
  readonly startTime: string;
  /** The statuses of the runs that count. */
  readonly actions: Readonly<Record<string, string>>;
}

export interface Story {
  /** As EventBridge gives them to a target, in the order in which things happened. */
  readonly events: readonly unknown[];
  readonly executions: readonly ToldExecution[];
}

/** Plays a pipeline by numbers, each of which picks one of what can happen next. */
export function playPipeline(stages: readonly StoryStage[], picks: readonly number[]): Story {
  const flow = new TestFlow(pipelineOf(stages.map(declared), { name: storyPlace.pipeline }), tickMs);
  flow.start();
  for (const pick of picks) {
    const moves = movesOf(flow);
    moves[pick % moves.length]?.();
  }
  return {
    events: flow.changes.map((told, index) => delivered(told, index)),
    executions: flow.flow.book.list().map(toldOf),
  };
}

/** So quick that many things happen in one of the seconds that events tell. */
const tickMs = 40;

export const storyPlace = {
  accountId: "111111111111",
  region: "eu-west-1",
  pipeline: "stagewright-shop-main--abcdefghij",
};

function declared({ name, actions }: StoryStage, position: number) {
  const outputArtifacts = [{ name: "Source" }];
  return stageOf(
    name,
    actions.map((action, index) => {
      if (position === 0) return sourceAction(action, { outputArtifacts });
      const made = action.startsWith("?") ? approvalAction(action.slice(1)) : work(action);
      return { ...made, runOrder: index + 1 };
    }),
  );
}

function movesOf(flow: TestFlow): (() => void)[] {
  const ends = flow
    .running()
    .flatMap((what) => [
      () => flow.end(what, revisionOf(what)),
      () => flow.end(what, revisionOf(what)),
      () => flow.fail(what),
    ]);
  const retries = flow.flow.book.list().flatMap(({ id, status, stages }) =>
    Object.entries(stages)
      .filter(([, stage]) => status === "Failed" && stage.status === "Failed")
      .map(
        ([stageName]) =>
          () =>
            attempt(() => flow.flow.retry(id, stageName, "FAILED_ACTIONS")),
      ),
  );
  return [() => void flow.start(), ...ends, ...retries];
}

/** The flow refuses what AWS refuses: then nothing happens. */
function attempt(act: () => unknown): void {
  try {
    act();
  } catch {
    // Such as a retry of what a newer execution has overtaken.
  }
}

function revisionOf(what: string) {
  const [number = ""] = what.split(" ");
  return what.endsWith(" App")
    ? { revision: { revisionId: `commit-${number}`, revisionSummary: `Change ${number}` } }
    : {};
}

function delivered({ execution, change }: TestFlow["changes"][number], index: number): unknown {
  const { source, detailType, resources, detail } = eventOf(execution, change, storyPlace);
  const updated = change.level === "action" ? change.run.updateTime : execution.updateTime;
  return JSON.parse(
    withUuids({
      version: "0",
      id: `event-${index}`,
      "detail-type": detailType,
      source,
      account: storyPlace.accountId,
      time: `${updated.slice(0, 19)}Z`,
      region: storyPlace.region,
      resources,
      detail,
    }),
  );
}

/** The flow of tests counts its ids; those of AWS are UUIDs. */
function withUuids(value: unknown): string {
  return JSON.stringify(value).replace(/"id-(\d+)"/g, (_, number: string) => `"${uuidOf(number)}"`);
}

function uuidOf(number: string): string {
  return `00000000-0000-4000-8000-${number.padStart(12, "0")}`;
}

function toldOf({ id, status, startTime, attempt, revisions, stages }: ExecutionRecord): ToldExecution {
  const commit = revisions[0]?.revisionId;
  const all = Object.entries(stages).map(([name, { status, startTime, runs, current }]) => {
    const counting = runs.filter((run) => current[run.name] === run.id);
    const actions = Object.fromEntries(counting.map((run) => [run.name, run.status]));
    return [name, { status, startTime, actions }];
  });
  return {
    id: uuidOf(id.slice("id-".length)),
    status,
    startTime,
    attempt,
    ...(commit !== undefined && { commit }),
    stages: Object.fromEntries(all),
  };
}
