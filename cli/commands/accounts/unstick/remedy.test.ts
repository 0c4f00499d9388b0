import { expect, it } from "vitest";
import { findingOf } from "./remedy.js";

it.each([
  ["ROLLBACK_COMPLETE", false, "delete"],
  ["REVIEW_IN_PROGRESS", false, "delete"],
  ["REVIEW_IN_PROGRESS", true, "manual"],
  ["UPDATE_ROLLBACK_FAILED", false, "continue"],
  ["ROLLBACK_FAILED", false, "manual"],
  ["DELETE_FAILED", false, "manual"],
  ["UPDATE_ROLLBACK_COMPLETE", false, undefined],
  ["CREATE_COMPLETE", false, undefined],
])("a stack in %s, with a change set that waits: %s, is helped by %s", (status, awaits, remedy) => {
  expect(findingOf(status, awaits)?.remedy).toBe(remedy);
});
