import { describe, expect, it } from "vitest";
import { examineHealth, type Health } from "./health.js";

const now = Date.UTC(2026, 0, 1);
const minutes = 60_000;

const well: Health = {
  mapping: { state: "Enabled", lastResult: "OK" },
  schedule: { isEnabled: true, changedAt: now - 600 * minutes },
  functions: [{ name: "dispatcher", errors: 0 }],
  lastScheduled: now - 4 * minutes,
};

const found = (changes: Partial<Health>) =>
  examineHealth({ ...well, ...changes }, 5, now).map(({ kind, message }) => `${kind}: ${message}`);

describe("a control plane that is well", () => {
  it.each<[string, Partial<Health>]>([
    ["has nothing to tell", {}],
    ["may have had nothing to send", { mapping: { state: "Enabled", lastResult: "No records processed" } }],
    [
      "may have a schedule so new that it did not come yet",
      { schedule: { isEnabled: true, changedAt: now - 20 * minutes }, lastScheduled: undefined },
    ],
  ])("%s", (_, changes) => {
    expect(found(changes)).toEqual([]);
  });
});

describe("a control plane that is not well", () => {
  it.each<[string, Partial<Health>, string]>([
    ["has no mapping", { mapping: undefined }, "stream: Nothing sends"],
    [
      "has one that is off",
      { mapping: { state: "Disabled", lastResult: "OK" } },
      "stream: The table's changes are not sent to the dispatcher: Disabled.",
    ],
    [
      "has one whose last call failed",
      { mapping: { state: "Enabled", lastResult: "PROBLEM: Function call failed" } },
      "PROBLEM: Function call failed.",
    ],
    ["has no schedule", { schedule: undefined }, "schedule: There is no schedule."],
    [
      "has one that somebody disabled",
      { schedule: { isEnabled: false, changedAt: 0 } },
      "schedule: The schedule is disabled.",
    ],
    [
      "has one that did not come",
      { lastScheduled: undefined },
      "schedule: The schedule, which comes every 5 minutes",
    ],
    [
      "has a function that fails",
      { functions: [{ name: "dispatcher", errors: 3 }] },
      "function: The function dispatcher failed 3 times within the last hour.",
    ],
  ])("%s", (_, changes, message) => {
    expect(found(changes)).toEqual([expect.stringContaining(message)]);
  });

  it("leaves all of it to people, who are told what to do", () => {
    const findings = examineHealth({ ...well, mapping: undefined, schedule: undefined }, 5, now);
    for (const { fix, remedy } of findings)
      expect([fix, remedy]).toEqual(["manual", expect.stringContaining("bootstrap")]);
  });
});
