import { describe, expect, it, vi } from "vitest";
import { durationProblem, exceeds, shortestSession } from "./session-duration.js";

const user = { arn: "arn:aws:iam::111111111111:user/ann" };
const session = { arn: "arn:aws:sts::111111111111:assumed-role/operator/ann" };
const problem = (seconds: number | undefined, caller = user, shortest = shortestSession) =>
  durationProblem(seconds, caller, shortest);

describe("a role's session", () => {
  it.each([undefined, 900, 3_600, 43_200])("may last %s seconds", (seconds) => {
    expect(problem(seconds)).toBeUndefined();
  });

  it.each([
    [899, "greater than or equal to 900"],
    [0, "greater than or equal to 900"],
    [43_201, "less than or equal to 43200"],
  ])("may not last %s seconds", (seconds, words) => {
    expect(problem(seconds)).toContain(`Value '${seconds}' at 'durationSeconds'`);
    expect(problem(seconds)).toContain(words);
  });

  it("lasts an hour at most where another role's session asks for it", () => {
    expect(problem(3_600, session)).toBeUndefined();
    expect(problem(3_601, session)).toContain("1 hour session limit for roles assumed by role chaining");
  });

  it.each([
    [undefined, 3_600],
    [3_600, 3_600],
    [7_200, 7_200],
    [43_200, undefined],
  ])("of %s seconds is given by a role whose maximum is %s", async (seconds, longest) => {
    expect(await exceeds(seconds, async () => longest)).toBeUndefined();
  });

  it("is not longer than its role's own maximum, which is asked for beyond an hour alone", async () => {
    const longest = vi.fn(async () => 7_200);
    expect(await exceeds(7_201, longest)).toBe(
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
    await exceeds(3_600, longest);
    expect(longest).toHaveBeenCalledTimes(1);
  });

  it("may be shorter where a test says so", () => {
    expect(problem(5, user, 1)).toBeUndefined();
  });
});
