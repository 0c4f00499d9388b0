import { expect, it } from "vitest";
import { goodBranches, wrongBranches } from "./git-branch.fixture.js";
import { whyNoBranch } from "./git-branch.js";

it.each(goodBranches)("takes the branch %j", (name) => {
  expect(whyNoBranch(name)).toBeUndefined();
});

it.each(wrongBranches)("refuses the branch %j, because %s", (name, reason) => {
  expect(whyNoBranch(name)).toContain(reason);
});
