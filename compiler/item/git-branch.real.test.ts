import { execaSync } from "execa";
import fc from "fast-check";
import { expect, it } from "vitest";
import { times } from "../../testing/items/times.js";
import { goodBranches, wrongBranches } from "./git-branch.fixture.js";
import { whyNoBranch } from "./git-branch.js";

/** Git takes one name a process; a shell starts hundreds in the time that Node needs for a few. */
const askForEach = `for name; do git check-ref-format --branch "$name" >/dev/null 2>&1 && echo yes || echo no; done`;

function takenByGit(names: readonly string[]): string[] {
  const { stdout } = execaSync("sh", ["-c", askForEach, "sh", ...names]);
  const answers = stdout.split("\n");
  return names.filter((_, index) => answers[index] === "yes");
}

/** Some versions of git take a branch of this name, and then read the name as HEAD. */
const isAmbiguous = (name: string) => name === "@";

const namesAtOnce = 100;

it("judges names as git does", () => {
  const names = [...goodBranches, ...wrongBranches.map(([name]) => name)].filter(
    (name) => !isAmbiguous(name),
  );
  expect(names.filter((name) => whyNoBranch(name) === undefined)).toEqual(takenByGit(names));
});

it("judges any name of awkward characters as git does", () => {
  const unit = fc.constantFrom(..."a/.-@{}~^:?*[\\ ;$é", ".lock", "HEAD");
  const awkward = fc.string({ unit, minLength: 1, maxLength: 6 }).filter((name) => !isAmbiguous(name));
  const names = fc.array(awkward, { minLength: namesAtOnce, maxLength: namesAtOnce });
  fc.assert(
    fc.property(names, (some) => {
      expect(some.filter((name) => whyNoBranch(name) === undefined)).toEqual(takenByGit(some));
    }),
    { numRuns: times(1000) / namesAtOnce },
  );
});
