import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { FailureConditions, StageDeclaration } from "../declaration.js";
import { Board, type BoardStage } from "./board.fixture.js";
import { approvalAction, pipelineOf, sourceAction, TestFlow, work } from "./flow.fixture.js";

const runs = process.env.STAGEWRIGHT_TEST_LONG ? 500 : 20;

const modes = fc.constantFrom("SUPERSEDED" as const, "QUEUED" as const, "PARALLEL" as const);

/** Stages by the sizes of their groups, with an approval somewhere among them, as the compiler's are: change set, approval, execution, tests. */
const shapes = fc.array(
  fc.record({
    groups: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
    asks: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    onFailure: fc.constantFrom(undefined, "RETRY_FAILED" as const, "RETRY_ALL" as const, "ROLLBACK" as const),
  }),
  { minLength: 1, maxLength: 3 },
);

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(
      "start",
      "start",
      "good",
      "good",
      "good",
      "good",
      "bad",
      "stop",
      "door",
      "update",
      "retry",
      "back",
      "restart",
    ),
    pick: fc.nat(),
    flag: fc.boolean(),
  }),
  { minLength: 10, maxLength: 120 },
);

type Step = { readonly kind: string; readonly pick: number; readonly flag: boolean };

function boardStages(
  drawn: readonly {
    readonly groups: readonly number[];
    /** In front of which group. */
    readonly asks: number | undefined;
    readonly onFailure?: BoardStage["onFailure"] | undefined;
  }[],
) {
  const stages = drawn.map(({ groups, asks, onFailure }, number): BoardStage => {
    const named = groups.map((size, order) =>
      Array.from({ length: size }, (_, index) => `${number}.${order}.${index}`),
    );
    return {
      name: `S${number + 1}`,
      groups: asks === undefined ? named : named.toSpliced(asks, 0, [`?${number}`]),
      ...(onFailure && { onFailure }),
    };
  });
  return [{ name: "Source", groups: [["App"]] }, ...stages];
}

function declared({ name, groups, onFailure }: BoardStage): StageDeclaration {
  const actions = groups.flatMap((names, order) =>
    names.map((each) => {
      const made =
        each === "App" ? sourceAction(each) : each.startsWith("?") ? approvalAction(each) : work(each);
      return { ...made, runOrder: order + 1 };
    }),
  );
  return { name, actions, ...(onFailure && { onFailure: conditionsOf(onFailure) }) };
}

function conditionsOf(onFailure: NonNullable<BoardStage["onFailure"]>): FailureConditions {
  if (onFailure === "ROLLBACK") return { result: "ROLLBACK" };
  const retryMode = onFailure === "RETRY_ALL" ? "ALL_ACTIONS" : "FAILED_ACTIONS";
  return { result: "RETRY", retryConfiguration: { retryMode } };
}

const pickOf = <T>(items: readonly T[], pick: number): T | undefined =>
  items[pick % Math.max(items.length, 1)];

/** What may be refused: whether the board allows it, and what both then do. */
interface Ask {
  readonly isAllowed: boolean;
  ofFlow(): void;
  ofBoard(): void;
}

/** One step of both; what the board does not allow must be refused. */
function take(test: TestFlow, board: Board, stages: readonly BoardStage[], step: Step): void {
  const ask = askOf(test, board, stages, step);
  if (!ask) move(test, board, stages, step);
  else if (!ask.isAllowed) expect(() => ask.ofFlow()).toThrow();
  else {
    ask.ofFlow();
    ask.ofBoard();
  }
}

function move(test: TestFlow, board: Board, stages: readonly BoardStage[], { kind, pick, flag }: Step): void {
  const position = pick % stages.length;
  const name = stages[position]?.name ?? "";
  if (kind === "start") {
    test.start();
    board.start();
  } else if (kind === "restart") test.restart();
  else if (kind === "update") {
    board.update();
    test.flow.update({ ...test.flow.pipeline, version: board.version });
  } else if (kind === "door") {
    board.door(position, flag);
    const by = { lastChangedBy: "ann", lastChangedAt: "2026-01-02T00:00:00.000Z" };
    test.flow.setTransition(name, { enabled: flag, ...by });
  } else end(test, board, pick, kind === "good");
}

function askOf(
  test: TestFlow,
  board: Board,
  stages: readonly BoardStage[],
  { kind, pick, flag }: Step,
): Ask | undefined {
  if (board.tokens.length === 0) return undefined;
  const number = (pick % board.tokens.length) + 1;
  const position = pick % stages.length;
  const name = stages[position]?.name ?? "";
  const id = test.id(number);
  if (kind === "stop") {
    return {
      isAllowed: board.canStop(number, flag),
      ofFlow: () => test.flow.stop(id, { abandon: flag }),
      ofBoard: () => board.stop(number, flag),
    };
  }
  if (kind === "retry") {
    return {
      isAllowed: board.canRetry(number, position),
      ofFlow: () => test.flow.retry(id, name, flag ? "ALL_ACTIONS" : "FAILED_ACTIONS"),
      ofBoard: () => board.retry(number, position, flag),
    };
  }
  if (kind !== "back") return undefined;
  return {
    isAllowed: board.canRollBack(position, number),
    ofFlow: () => void test.flow.rollback(name, id, "ann"),
    ofBoard: () => board.rollBack(position),
  };
}

function end(test: TestFlow, board: Board, pick: number, isGood: boolean): void {
  const what = pickOf(board.running(), pick);
  if (what === undefined) return;
  const [number = "", name = ""] = what.split(" ");
  if (isGood) test.end(what);
  else test.fail(what);
  board.end(Number(number), name, isGood);
}

function compare(test: TestFlow, board: Board, stages: readonly BoardStage[]): void {
  expect(test.statuses()).toEqual(board.tokens.map(({ status }) => status));
  expect(test.running().sort()).toEqual(board.running());
  const ofBoard = board.tokens.map(({ ofStage }) => stages.map((_, index) => ofStage.get(index)));
  const ofFlow = board.tokens.map((_, index) => stages.map(({ name }) => test.stageStatus(index + 1, name)));
  expect(ofFlow).toEqual(ofBoard);
}

type Drawn = [
  mode: "SUPERSEDED" | "QUEUED" | "PARALLEL",
  shape: Parameters<typeof boardStages>[0],
  taken: readonly Step[],
];

/** One pipeline's life, and one execution more that nothing is in the way of: no stage is held by what has ended. */
function live(...[executionMode, drawn, taken]: Drawn): void {
  const stages = boardStages(drawn);
  const test = new TestFlow(pipelineOf(stages.map(declared), { executionMode }));
  const board = new Board(stages, executionMode);
  for (const step of taken) {
    if (step.kind === "start" && test.flow.book.active().length >= 50) continue;
    take(test, board, stages, step);
    compare(test, board, stages);
  }
  // Whatever has begun comes to its end once its actions do.
  for (const [index] of stages.entries())
    take(test, board, stages, { kind: "door", pick: index, flag: true });
  while (board.running().length > 0) end(test, board, 0, true);
  compare(test, board, stages);
  expect(test.flow.book.active()).toEqual([]);
  take(test, board, stages, { kind: "start", pick: 0, flag: true });
  while (board.running().length > 0) end(test, board, 0, true);
  compare(test, board, stages);
  expect(test.statuses().at(-1)).toBe("Succeeded");
  expect(test.running()).toEqual([]);
}

it("executions go as an independent model of the user guide lets them, at random, over restarts", () => {
  fc.assert(fc.property(modes, shapes, steps, live), { numRuns: runs });
});

/** Bytes that are in use once what is not has been cleared away. */
function bytesInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

it("pipelines that are gone leave nothing in memory", () => {
  const some = fc.sample(fc.tuple(modes, shapes, steps), { numRuns: runs, seed: 1 });
  const liveAll = () => {
    for (const drawn of some) live(...drawn);
  };
  liveAll();
  const before = bytesInUse();
  liveAll();
  expect((bytesInUse() - before) / 1_000_000).toBeLessThan(1);
});
