import { expect, it } from "vitest";
import { modelOf } from "../../../testing/items/compile.js";
import { itemWith } from "../../../testing/items/items.js";
import { examineQuotas } from "./quotas.js";

const pipelines = (count: number) => Array.from({ length: count }, () => modelOf(itemWith({})));

it("a quota of which pipelines take less than four fifths is nothing to tell", () => {
  expect(examineQuotas(pipelines(239))).toEqual([]);
});

it("a quota that is nearly used up is told before AWS refuses the next pipeline", () => {
  expect(examineQuotas(pipelines(270))).toMatchObject([
    { kind: "quota", subject: "IAM roles", message: expect.stringContaining("810 of 1,000 IAM roles") },
    { subject: "EventBridge rules", message: expect.stringContaining("270 of 300 EventBridge rules") },
  ]);
});
