import { expect, it } from "vitest";
import { matchesAny } from "./matches.js";

it.each([
  ["aws/codebuild/standard:7.0", "aws/codebuild/*"],
  ["aws/codebuild/standard:7.0", "*"],
  ["", "*"],
  ["abcabc", "a*c*c"],
  ["exact", "exact"],
  ["a.b", "a.b"],
])("%j is matched by %j", (text, pattern) => {
  expect(matchesAny(text, ["other", pattern])).toBe(true);
});

it.each([
  ["aws/codebuild", "aws/codebuild/*"],
  ["aba", "ab*ba"],
  ["evil/aws/codebuild/x", "aws/codebuild/*"],
  ["axb", "a.b"],
  ["abc", "a*b"],
  ["abcab", "a*c*c"],
  ["", "exact"],
])("%j is not matched by %j", (text, pattern) => {
  expect(matchesAny(text, ["other", pattern])).toBe(false);
});

it("takes no time to speak of, whatever the pattern", () => {
  expect(matchesAny("a".repeat(100_000), [`${"a*".repeat(100)}b`])).toBe(false);
});
