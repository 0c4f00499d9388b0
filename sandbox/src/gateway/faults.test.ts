import { expect, it } from "vitest";
import { type Call, readCall } from "./call.js";
import { type CallPattern, type Effect, Faults, type Occurrence } from "./faults.js";
import { jsonRequest } from "./requests.fixture.js";

const getItem = readCall(jsonRequest("dynamodb", "DynamoDB_20120810.GetItem", { TableName: "items" }));
const putItem = readCall(jsonRequest("dynamodb", "DynamoDB_20120810.PutItem", { TableName: "items" }));
const caller = "arn:aws:sts::111111111111:assumed-role/Builder/run-1";
const fails: Effect = { fail: { code: "InternalServerError" } };

/** At which of so many like calls a fault takes effect, counted from 1. */
function firings(at: Occurrence | undefined, count: number): readonly number[] {
  const faults = new Faults();
  faults.inject({ match: { action: "GetItem" }, effect: fails, ...(at !== undefined && { at }) });
  const fired = Array.from({ length: count }, () => faults.fire(getItem, caller).length);
  return fired.flatMap((number, index) => (number > 0 ? [index + 1] : []));
}

it.each<[Occurrence | undefined, readonly number[]]>([
  [undefined, [1]],
  ["first", [1]],
  [3, [3]],
  ["every", [1, 2, 3, 4, 5]],
  [6, []],
])("A fault at %s of five calls takes effect at %s", (at, expected) => {
  expect(firings(at, 5)).toEqual(expected);
});

it("Chance is the same for the same seed, another for another, and as frequent as asked", () => {
  const some = firings({ probability: 0.25, seed: 7 }, 1000);
  expect(firings({ probability: 0.25, seed: 7 }, 1000)).toEqual(some);
  expect(firings({ probability: 0.25, seed: 8 }, 1000)).not.toEqual(some);
  expect(some.length).toBeGreaterThan(200);
  expect(some.length).toBeLessThan(300);
});

it.each<[CallPattern, Call, boolean]>([
  [{}, getItem, true],
  [{ service: "dynamodb" }, getItem, true],
  [{ service: "s3" }, getItem, false],
  [{ service: "dynamodb", action: "GetItem" }, putItem, false],
  [{ action: "*Item" }, putItem, true],
  [{ resource: "items" }, getItem, true],
  [{ resource: "item" }, getItem, false],
  [{ principal: "*:assumed-role/Builder/*" }, getItem, true],
  [{ principal: "*:assumed-role/Other/*" }, getItem, false],
  [{ resource: "it.ms" }, getItem, false],
])("The pattern %j matches, or not", (match, call, matches) => {
  const faults = new Faults();
  faults.inject({ match, at: "every", effect: fails });
  expect(faults.fire(call, caller)).toHaveLength(matches ? 1 : 0);
});

it("Only calls that match are counted", () => {
  const faults = new Faults();
  const fault = faults.inject({ match: { action: "PutItem" }, at: 2, effect: fails });
  for (const call of [getItem, putItem, getItem, putItem, putItem]) faults.fire(call, caller);
  expect(fault.counts).toMatchObject({ matched: 3, fired: 1 });
});

it("Several faults at one call come in the order in which they were asked for", () => {
  const faults = new Faults();
  faults.inject({ match: {}, effect: { delay: 10 } });
  faults.onMatch({}, "first", () => {});
  faults.inject({ match: {}, effect: fails });
  const acts = faults.fire(getItem, undefined).map(({ act }) => (typeof act === "function" ? "hook" : act));
  expect(acts).toEqual([{ delay: 10 }, "hook", fails]);
});

it("A fault that has been removed no longer takes effect; clearing removes all", () => {
  const faults = new Faults();
  const first = faults.inject({ match: {}, at: "every", effect: fails });
  faults.inject({ match: {}, at: "every", effect: fails });
  first.remove();
  expect(faults.fire(getItem, caller)).toHaveLength(1);
  faults.clear();
  expect(faults.fire(getItem, caller)).toHaveLength(0);
});
