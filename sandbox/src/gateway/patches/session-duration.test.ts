import { describe, expect, it } from "vitest";
import { durationProblem, shortestSession } from "./session-duration.js";

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

  it("may be shorter where a test says so", () => {
    expect(problem(5, user, 1)).toBeUndefined();
  });
});
