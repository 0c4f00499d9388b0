import { describe, expect, it } from "vitest";
import { planContent, plannedOutputs, type ShownChange, type ShownPlan } from "./plan-content.js";
import { planSummary } from "./plan-summary.js";

const change = (address: string, ...actions: string[]): ShownChange => ({ address, change: { actions } });
const plan = (...resourceChanges: ShownChange[]): ShownPlan => ({
  format_version: "1.2",
  resource_changes: resourceChanges,
});
const classOf = (shown: ShownPlan) => planContent(shown).class;

describe("the class of a plan", () => {
  it.each<[string, ShownPlan, string]>([
    ["nothing in it", plan(), "none"],
    ["resources that stay", plan(change("a.b", "no-op")), "none"],
    ["data that is only read", { ...plan(change("data.a.b", "read")), applyable: true }, "none"],
    ["an output alone", { ...plan(), output_changes: { o: { actions: ["update"] } } }, "outputs"],
    ["outputs that stay", { ...plan(), output_changes: { o: { actions: ["no-op"] } } }, "none"],
    ["something to make", plan(change("a.b", "create")), "changes"],
    ["something to change", plan(change("a.b", "update")), "changes"],
    ["a resource that moved", plan({ ...change("a.c", "no-op"), previous_address: "a.b" }), "changes"],
    [
      "a resource that is imported",
      plan({ ...change("a.b"), change: { actions: ["no-op"], importing: { id: "x" } } }),
      "changes",
    ],
    ["a resource that is forgotten", plan(change("a.b", "forget")), "changes"],
    ["something to destroy", plan(change("a.a", "create"), change("a.b", "delete")), "destroys"],
    ["something to replace", plan(change("a.b", "delete", "create")), "destroys"],
    ["something to replace the other way round", plan(change("a.b", "create", "delete")), "destroys"],
    ["what an earlier replacement left", plan({ ...change("a.b", "delete"), deposed: "00" }), "destroys"],
    ["an action that is not known", plan(change("a.b", "explode")), "destroys"],
    ["an action of JavaScript's own words", plan(change("a.b", "constructor")), "destroys"],
    ["changes that are put off", { ...plan(), deferred_changes: [{}] }, "changes"],
    ["something that Terraform alone sees", { ...plan(), applyable: true }, "changes"],
  ])("with %s", (_, shown, expected) => {
    expect(classOf(shown)).toBe(expected);
  });

  it("is that of no plan that failed, or whose form is not known", () => {
    expect(() => classOf({ ...plan(), errored: true })).toThrow("cannot be applied");
    expect(() => classOf({ ...plan(), format_version: "2.0" })).toThrow("known is 1");
  });
});

it("outputs that are sensitive or not known are not told", () => {
  const outputs = {
    a: { sensitive: false, value: 1 },
    b: { sensitive: true, value: 2 },
    c: { sensitive: false },
    d: { value: 3 },
  };
  expect(plannedOutputs({ ...plan(), planned_values: { outputs } })).toEqual({ a: 1 });
});

describe("the summary of a plan", () => {
  it("is one line of printable characters, with what is destroyed first", () => {
    const shown = plan(
      change("a.new", "create"),
      change('a.b["\'#{x}\\n$(id)"]', "delete"),
      change("a.r", "create", "delete"),
    );
    expect(planSummary(planContent(shown))).toBe(
      '1 to add, 0 to change, 1 to destroy, 1 to replace. Destroys: a.b["??{x}?n??id?"]. Replaces: a.r. Adds: a.new.'.replace(
        "{x}",
        "?x?",
      ),
    );
  });

  it("stays within 400 characters, and counts what it leaves out", () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      change(`aws_sqs_queue.${"q".repeat(30)}${index}`, "delete"),
    );
    const text = planSummary(planContent(plan(...many)));
    expect(text.length).toBeLessThanOrEqual(400);
    expect(text).toMatch(/ and 499\d more\.$/);
  });
});
