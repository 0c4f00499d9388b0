import { execaSync } from "execa";
import fc from "fast-check";
import { expect, it } from "vitest";
import { times } from "../../tests/support/times.js";
import { goodBranches, wrongBranches } from "./git-branch.fixture.js";
import { whyNoBranch } from "./git-branch.js";

function gitTakes(name: string): boolean {
  return !execaSync("git", ["check-ref-format", "--branch", name], { reject: false }).failed;
}

/** Some versions of git take a branch of this name, and then read the name as HEAD. */
const isAmbiguous = (name: string) => name === "@";

const names = [...goodBranches, ...wrongBranches.map(([name]) => name)].filter((name) => !isAmbiguous(name));

it.each(names)("judges %j as git does", (name) => {
  expect(whyNoBranch(name) === undefined).toBe(gitTakes(name));
});

it("judges any name of awkward characters as git does", () => {
  const unit = fc.constantFrom(..."a/.-@{}~^:?*[\\ ;$é", ".lock", "HEAD");
  const awkward = fc.string({ unit, minLength: 1, maxLength: 6 }).filter((name) => !isAmbiguous(name));
  fc.assert(
    fc.property(awkward, (name) => {
      expect(whyNoBranch(name) === undefined).toBe(gitTakes(name));
    }),
    { numRuns: times(1000) },
  );
});
