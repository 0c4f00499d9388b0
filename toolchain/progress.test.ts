import { describe, expect, it } from "vitest";
import { isPassing, progressInWords, progressReader } from "./progress.js";

/** What each line says of how far it is; lines that say nothing are left out. */
function toldOf(lines: readonly string[], total?: number): string[] {
  const read = progressReader(total);
  return lines.flatMap((line) => {
    const step = read(line);
    return step ? [progressInWords(step)] : [];
  });
}

describe("how far an apply is", () => {
  it("is told of each resource, out of the plan's additions, changes and removals", () => {
    const lines = [
      "Plan: 1 to import, 2 to add, 1 to change, 1 to destroy.",
      "aws_dynamodb_table.locks: Import complete [id=locks]",
      "aws_iam_role.old: Destruction complete after 0s",
      "aws_kms_key.artifacts: Creating...",
      "aws_kms_key.artifacts: Still creating... [00m10s elapsed]",
      "aws_kms_key.artifacts: Creation complete after 1m4s [id=1]",
      "aws_iam_role.build: Modifications complete after 2s [id=2]",
      "aws_sns_topic.a: Creation complete after 1h0m1s [id=3]",
    ];
    expect(toldOf(lines)).toEqual([
      "[0 of 4] imported aws_dynamodb_table.locks",
      "[1 of 4] destroyed aws_iam_role.old 0 s",
      "[2 of 4] created aws_kms_key.artifacts 1 min 4 s",
      "[3 of 4] changed aws_iam_role.build 2 s",
      "[4 of 4] created aws_sns_topic.a 1 h 0 min 1 s",
    ]);
  });

  it("is read through cdktf, with the stack's name and the construct's", () => {
    const lines = [
      "stagewright-webshop-main--2czbumyghz  Plan: 2 to add, 0 to change, 0 to destroy.",
      "stagewright-webshop-main--2czbumyghz  aws_kms_key.artifacts (artifacts): Creation complete after 4s [id=1]",
      'module.prod.aws_codebuild_project.this["Load test"]: Creation complete after 1s [id=2]',
    ];
    expect(toldOf(lines)).toEqual([
      "[1 of 2] created aws_kms_key.artifacts 4 s",
      '[2 of 2] created module.prod.aws_codebuild_project.this["Load test"] 1 s',
    ]);
  });

  it("counts without an end where no plan said it, and never beyond the end", () => {
    const done = "a.b: Creation complete after 0s [id=1]";
    expect(toldOf([done, done])).toEqual(["[1] created a.b 0 s", "[2] created a.b 0 s"]);
    expect(toldOf([done, done], 1)).toEqual(["[1 of 1] created a.b 0 s", "[2 of 2] created a.b 0 s"]);
  });

  it("begins anew with the next plan", () => {
    const done = "a.b: Creation complete after 0s [id=1]";
    const plan = "Plan: 2 to add, 0 to change, 0 to destroy.";
    expect(toldOf([plan, done, plan, done])).toEqual([
      "[1 of 2] created a.b 0 s",
      "[1 of 2] created a.b 0 s",
    ]);
  });

  it.each([
    ["a.b: Creating...", true],
    ["x  a.b (b): Still destroying... [id=1, 00m10s elapsed]", true],
    ["data.aws_partition.current: Read complete after 0s [id=aws]", true],
    ["a.b: Creation complete after 0s [id=1]", false],
    ["Error: creating a.b: AccessDenied", false],
  ])("%s is news for a moment: %s", (line, passing) => {
    expect(isPassing(line)).toBe(passing);
  });
});

it("reads long lines in time that grows as they do", () => {
  const length = 100_000;
  const lines = ["a", 'a["', " (", ": "].map((part) => part.repeat(length / part.length));
  const start = performance.now();
  for (const line of lines) progressReader()(`${line}: Creation complete`);
  for (const line of lines) expect(isPassing(line)).toBe(false);
  expect(performance.now() - start).toBeLessThan(1_000);
});
