import { describe, expect, it } from "vitest";
import { marks } from "../shared/colors.js";
import { pipelineRows, type Times } from "./pipeline-rows.js";
import { changedRows, type Row, rowLine } from "./rows.js";

const { colors } = marks(false);
const stage = (stageName: string, id: string, status: string, actions: object[] = []) => ({
  stageName,
  latestExecution: { pipelineExecutionId: id, status: status as "Failed" },
  actionStates: actions,
});
const action = (actionName: string, status: string, token?: string) => ({
  actionName,
  latestExecution: { status, token },
});

describe("a row of the picture", () => {
  it("has its seconds in one column, whatever its level", () => {
    const rows: Row[] = [
      { level: 0, name: "Source", state: "done", seconds: 2 },
      { level: 1, name: "ApplicationRepo", state: "runs", seconds: 12.4 },
    ];
    expect(rows.map((row) => rowLine(row, 0, colors).indexOf(" s"))).toEqual([41, 41]);
  });

  it("that waits has no seconds, and no blanks at its end", () => {
    expect(rowLine({ level: 1, name: "Deploy", state: "waits" }, 0, colors)).toBe("  · Deploy");
  });

  it("is told once where nothing can be drawn, when it begins to do something", () => {
    const before: Row[] = [{ level: 0, name: "A", state: "waits" }];
    const after: Row[] = [
      { level: 0, name: "A", state: "runs", seconds: 1 },
      { level: 0, name: "B", state: "waits" },
    ];
    expect(changedRows(before, after).map(({ name }) => name)).toEqual(["A"]);
    expect(changedRows(after, after)).toEqual([]);
  });
});

describe("the rows of an execution", () => {
  it("show nothing of another execution, and an approval as a question", () => {
    const stages = [
      stage("Source", "new", "Succeeded", [action("App", "Succeeded")]),
      stage("Prod", "new", "InProgress", [action("Ask", "InProgress", "token")]),
      stage("After", "old", "Succeeded", [action("Old", "Succeeded")]),
    ];
    const rows = pipelineRows(stages, "new", new Map(), 0);
    expect(rows.map(({ name, state }) => `${name} ${state}`)).toEqual([
      ...["Source done", "App done", "Prod runs", "Ask asks", "After waits", "Old waits"],
    ]);
  });

  it("count the seconds from when one was first seen at work to its end", () => {
    const times: Times = new Map();
    const at = (status: string, now: number) =>
      pipelineRows([stage("Source", "new", status)], "new", times, now)[0]?.seconds;
    expect([
      at("InProgress", 1000),
      at("InProgress", 3000),
      at("Succeeded", 5000),
      at("Succeeded", 9000),
    ]).toEqual([0, 2, 4, 4]);
  });
});
