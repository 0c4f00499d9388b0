import { describe, expect, it } from "vitest";
import { atWorkIn, atWorkInWords, type ExecutionAtWork } from "./at-work.js";
import { type WaitLimits, waitFor } from "./wait-limits.js";

const start = new Date("2026-01-02T00:00:00.000Z");

const running = (id: string, ...actions: readonly ["Approval" | "Build", string][]): ExecutionAtWork => ({
  summary: { pipelineExecutionId: id, startTime: start },
  runs: actions.map(([category, actionName]) => ({
    ...{ stageName: "Stage", actionName, startTime: start, status: "InProgress" },
    input: { actionTypeId: { category, owner: "AWS", provider: "x", version: "1" } },
  })),
});
const kinds = (...all: ExecutionAtWork[]) => atWorkIn(all).map(({ kind }) => kind);

describe("what is at work in a pipeline", () => {
  it("is an action, also beside an approval that waits", () => {
    expect(atWorkIn([running("1", ["Approval", "Ask"], ["Build", "Test"])])).toEqual([
      { execution: "1", kind: "action", stage: "Stage", action: "Test", since: start.toISOString() },
    ]);
  });

  it("is an approval where nothing else is, and all that stands behind it", () => {
    expect(kinds(running("2"), running("1", ["Approval", "Ask"]))).toEqual(["approval", "approval"]);
  });

  it("is an execution between two actions", () => {
    expect(kinds(running("1"))).toEqual(["action"]);
    expect(kinds(running("2"), running("1", ["Build", "Compile"]))).toEqual(["action", "action"]);
  });

  it("is told in words", () => {
    const words = [
      ...atWorkIn([running("1", ["Approval", "Ask"]), running("2")]),
      ...atWorkIn([running("3")]),
    ];
    expect(words.map(atWorkInWords)).toEqual([
      "waits for Ask in stage Stage, since 2026-01-02T00:00:00.000Z",
      "waits behind an approval, since 2026-01-02T00:00:00.000Z",
      "is between two actions, at work since 2026-01-02T00:00:00.000Z",
    ]);
  });
});

describe("how long a change waits", () => {
  const limits: WaitLimits = { whileRunning: "wait", actionMinutes: 30, approvalMinutes: 60 };
  const atWork = atWorkIn([running("1", ["Build", "Test"])]);
  const asked = atWorkIn([running("1", ["Approval", "Ask"])]);
  const until = (all: typeof atWork, minutes: number, more: Partial<WaitLimits> = {}, isRemoval = false) => {
    const now = minutes * 60_000;
    const wait = waitFor(all, { limits: { ...limits, ...more }, isRemoval, since: 0, now });
    return wait && wait.until / 60_000;
  };

  it("is until the limit of what runs, from when the wait began", () => {
    expect([until([], 0), until(atWork, 0), until(atWork, 29), until(atWork, 30)]).toEqual([
      undefined,
      30,
      30,
      undefined,
    ]);
    expect([until(asked, 59), until(asked, 60)]).toEqual([60, undefined]);
    expect(until([...atWork, ...asked], 40)).toBe(60);
  });

  it("is not at all for an approval that is to be superseded, and for none in a pipeline that goes", () => {
    expect(until(asked, 0, { whileRunning: "supersede" })).toBeUndefined();
    expect(until(atWork, 0, { whileRunning: "supersede" })).toBe(30);
    expect([until(asked, 0, {}, true), until(atWork, 0, {}, true)]).toEqual([undefined, 30]);
    expect(until(asked, 0, { approvalMinutes: 0 })).toBeUndefined();
  });
});
