import { describe, expect, it } from "vitest";
import { compile } from "../../../testing/items/compile.js";
import { environment, item, itemWith, itemWithTest, test } from "../../../testing/items/items.js";
import { permissiveSettings as settings } from "../../../testing/items/permissive-settings.js";
import { policiesIn, resolveStack } from "../../../testing/stack/resolve-stack.js";
import { parseItem } from "../../item/index.js";
import { safeBuildPipeline } from "../build-pipeline.js";

type Written = Record<string, unknown>;

/** IAM user guide, "IAM and AWS STS quotas": the inline policies of a role, white space not counted. */
const inlineLimit = 10_240;
/** Amazon S3 API reference, PutBucketPolicy: 20 KB. */
const bucketLimit = 20_480;

function problemsOf(written: Written): string[] {
  const result = safeBuildPipeline(parseItem(written, { settings }), { settings });
  return result.ok ? [] : result.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

/** How long a policy of the compiled stack would be in the partition with the longest name. */
function heldLength(written: Written, place: string): number {
  const policy = JSON.stringify(policiesIn(resolveStack(compile(written, settings)))[place]);
  return policy.replaceAll("arn:aws:", "arn:aws-us-gov:").length;
}

/** Two parameters whose names have this many characters together beside their first. */
const parameters = (more: number) => ({
  A: { Type: "PARAMETER_STORE", Value: `a${"x".repeat(Math.floor(more / 2))}` },
  B: { Type: "PARAMETER_STORE", Value: `b${"x".repeat(Math.ceil(more / 2))}` },
});

/** What may grow by single characters, in each role: its parameters, or the keys of its sources. */
const growing: readonly { owner: string; place: string; written: (more: number) => Written }[] = [
  {
    owner: "the build's role",
    place: "aws_iam_role_policy.build",
    written: (more) => item({ EnvironmentVariables: parameters(more) }),
  },
  {
    owner: "the tests of Prod",
    place: "module.prod",
    written: (more) =>
      itemWithTest({
        EnvironmentVariables: parameters(more),
      }),
  },
  {
    owner: "the pipeline's role",
    place: "aws_iam_role_policy.pipeline",
    written: (more) => itemWith({ Prod: environment({ Tests: testsWithKeys(more) }) }),
  },
];

/** Twenty tests from S3, whose keys have this many characters together beside their first. */
function testsWithKeys(more: number) {
  const lengths = Array.from({ length: 20 }, (_, index) => Math.max(0, Math.min(450, more - index * 450)));
  return Object.fromEntries(
    lengths.map((length, index) => [
      `t${index}`,
      test({
        Source: {
          Type: "S3",
          Bucket: "acme",
          Key: `${String.fromCharCode(97 + index)}${"k".repeat(length)}`,
        },
      }),
    ]),
  );
}

describe("checkPolicySizes", () => {
  it.each(growing)("takes a policy of exactly 10,240 characters for $owner", ({ place, written }) => {
    const more = inlineLimit - heldLength(written(0), place);
    expect(heldLength(written(more), place)).toBe(inlineLimit);
    expect(problemsOf(written(more))).toEqual([]);
  });

  it.each(growing)("refuses one character more for $owner", ({ owner, place, written }) => {
    const more = inlineLimit - heldLength(written(0), place) + 1;
    expect(problemsOf(written(more))).toEqual([
      `pipeline.policy-too-long: The policy of ${owner} would hold 10241 characters; AWS allows 10240.`,
    ]);
  });

  it("refuses more accounts than the artifact bucket's policy holds", () => {
    const accounts = (count: number) =>
      itemWith(
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `e${index}`,
            environment({ Order: index, Deploy: false, AwsAccountId: String(222222222222 + index) }),
          ]),
        ),
        { EnvironmentOrder: undefined },
      );
    const length = (count: number) => heldLength(accounts(count), "aws_s3_bucket_policy.artifacts");
    const most = Math.floor((bucketLimit - length(10)) / (length(11) - length(10))) + 10;
    expect(length(most)).toBeLessThanOrEqual(bucketLimit);
    expect(problemsOf(accounts(most))).toEqual([]);
    expect(problemsOf(accounts(most + 1))).toEqual([
      expect.stringMatching(
        /^pipeline\.policy-too-long: The policy of the artifact bucket would hold 2\d{4} /,
      ),
    ]);
  });

  it.each([
    ["48 without approvals", 48, false],
    ["24 with approvals", 24, "a@example.com"],
  ] as const)(
    "takes as many environments as CodePipeline's stages allow, each an account: %s",
    (_, count, approval) => {
      const environments = (more: number) =>
        itemWith(
          Object.fromEntries(
            Array.from({ length: count + more }, (_, index) => [
              `environment-with-a-long-name-${index}`,
              environment({
                AwsAccountId: String(222222222222 + index),
                ManualApproval: approval,
                Tests: { Smoke: test({ Repository: `webshop-tests-${index}` }) },
              }),
            ]),
          ),
        );
      expect(problemsOf(environments(0))).toEqual([]);
      expect(problemsOf(environments(1)).join()).toContain("pipeline.too-many-stages");
    },
  );
});
