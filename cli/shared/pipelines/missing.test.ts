import { expect, it } from "vitest";
import type { PipelineStatus } from "../../../controller/records/index.js";
import { whyMissing } from "./missing.js";

const status = (state: PipelineStatus["state"], more: Partial<PipelineStatus> = {}) => ({
  ...{ repo: "webshop", branch: "main", state },
  ...more,
});

it.each([
  ["new", "webshop main has no pipeline yet: its item is in the table, and nobody has noticed it yet."],
  ["waiting", "webshop main has no pipeline yet: its item waits for a build."],
  ["running", "webshop main has no pipeline yet: a run is at work on it."],
  ["invalid", "webshop main has no pipeline yet: its item is not valid."],
  ["applied", "webshop main has no pipeline: it was applied, and is not in AWS any more."],
] as const)("of an item that is %s it says how far it is, and what shows more", (state, words) => {
  const [told, next] = whyMissing(status(state), true).split("\n");
  expect(told).toBe(words);
  expect(next).toMatch(
    state === "applied" ? /stagewright plan webshop main/ : /stagewright status webshop main/,
  );
});

it("of a run that failed it says why, in one line", () => {
  const failure = { class: "access-denied", message: "Denied.\nMore of it.", hint: "" };
  expect(whyMissing(status("failed", { failure }), true)).toContain("the last run failed: Denied.\n");
});

it("of an item that was removed it says so", () => {
  expect(whyMissing(status("waiting"), false)).toMatch(/has no pipeline any more: its item was removed/);
});
