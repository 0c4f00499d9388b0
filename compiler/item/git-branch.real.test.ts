import { execaSync } from "execa";
import fc from "fast-check";
import { expect, it } from "vitest";
import { goodBranches, wrongBranches } from "./git-branch.fixture.js";
import { whyNoBranch } from "./git-branch.js";

function gitTakes(name: string): boolean {
  return !execaSync("git", ["check-ref-format", "--branch", name], { reject: false }).failed;
}

it.each([...goodBranches, ...wrongBranches.map(([name]) => name)])("judges %j as git does", (name) => {
  expect(whyNoBranch(name) === undefined).toBe(gitTakes(name));
});

it("judges any name of awkward characters as git does", () => {
  const unit = fc.constantFrom(..."a/.-@{}~^:?*[\\ ;$é", ".lock", "HEAD");
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1, maxLength: 6 }), (name) => {
      expect(whyNoBranch(name) === undefined).toBe(gitTakes(name));
    }),
    { numRuns: 1000 },
  );
});
