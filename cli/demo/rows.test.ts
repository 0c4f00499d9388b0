import { describe, expect, it } from "vitest";
import { marks } from "../shared/colors.js";
import { pipelineRows } from "./pipeline-rows.js";
import { changedRows, type PictureRow, rowLine } from "./rows.js";

const { colors } = marks(false);
const stage = (stageName: string, id: string, status: string, actions: object[] = []) => ({
  stageName,
  latestExecution: { pipelineExecutionId: id, status: status as "Failed" },
  actionStates: actions,
});
const run = (stageName: string, actionName: string, status: string, from: number, to: number) => ({
  ...{ stageName, actionName, status: status as "Failed" },
  ...{ startTime: new Date(from), lastUpdateTime: new Date(to) },
});

describe("a row of the picture", () => {
  it("has its seconds in one column, whatever its level", () => {
    const rows: PictureRow[] = [
      { level: 0, name: "Source", state: "done", seconds: 2 },
      { level: 1, name: "ApplicationRepo", state: "runs", seconds: 12.4 },
    ];
    expect(rows.map((row) => rowLine(row, 0, colors).indexOf(" s"))).toEqual([41, 41]);
  });

  it("that waits has no seconds, and no blanks at its end", () => {
    expect(rowLine({ level: 1, name: "Deploy", state: "waits" }, 0, colors)).toBe("  · Deploy");
  });

  it("is told once where nothing can be drawn, when it begins to do something", () => {
    const before: PictureRow[] = [{ level: 0, name: "A", state: "waits" }];
    const after: PictureRow[] = [
      { level: 0, name: "A", state: "runs", seconds: 1 },
      { level: 0, name: "B", state: "waits" },
    ];
    expect(changedRows(before, after).map(({ name }) => name)).toEqual(["A"]);
    expect(changedRows(after, after)).toEqual([]);
  });
});

describe("the rows of an execution", () => {
  const stages = [
    stage("Source", "new", "Succeeded", [{ actionName: "App" }, { actionName: "Tests" }]),
    stage("Prod", "new", "InProgress", [{ actionName: "Ask", latestExecution: { token: "t" } }]),
    stage("After", "old", "Succeeded", [{ actionName: "Old", latestExecution: { status: "Succeeded" } }]),
  ];
  const runs = [
    run("Prod", "Ask", "InProgress", 5000, 5000),
    run("Source", "Tests", "Succeeded", 1000, 4000),
    run("Source", "App", "Succeeded", 2000, 3000),
    // Tried again since.
    run("Source", "App", "Failed", 0, 500),
  ];
  const rows = pipelineRows({ execution: "new", stages, runs }, 7000);

  it("show nothing of another execution, and an approval as a question", () => {
    expect(rows.map(({ name, state }) => `${name} ${state}`)).toEqual([
      ...["Source done", "App done", "Tests done", "Prod runs", "Ask asks", "After waits", "Old waits"],
    ]);
  });

  it("have the seconds of an action's last run, and of a stage from its first beginning to its last end", () => {
    expect(rows.map(({ seconds }) => seconds)).toEqual([4, 1, 3, 2, 2, undefined, undefined]);
  });
});
