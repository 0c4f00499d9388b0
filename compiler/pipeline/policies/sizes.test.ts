import { describe, expect, it } from "vitest";
import { compile, modelOf } from "../../../testing/items/compile.js";
import { environment, item, itemWith, itemWithTest, test } from "../../../testing/items/items.js";
import { permissiveSettings as settings } from "../../../testing/items/permissive-settings.js";
import { policiesIn, resolveStack } from "../../../testing/stack/resolve-stack.js";
import { parseItem } from "../../item/index.js";
import { safeBuildPipeline } from "../build-pipeline.js";
import { checkPolicySizes } from "./sizes.js";

type Written = Record<string, unknown>;

/** IAM user guide, "IAM and AWS STS quotas": the inline policies of a role, white space not counted. */
const inlineLimit = 10_240;

function problemsOf(written: Written): string[] {
  const result = safeBuildPipeline(parseItem(written, { settings }), { settings });
  return result.ok ? [] : result.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

/** How long a policy of the compiled stack would be in the partition with the longest name. */
function heldLength(written: Written, place: string): number {
  const policies = Object.entries(policiesIn(resolveStack(compile(written, settings))));
  const [, policy] = policies.find(([at]) => at.startsWith(place)) ?? [];
  return JSON.stringify(policy).replaceAll("arn:aws:", "arn:aws-us-gov:").length;
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
    place: "module.prod.",
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

  /** Amazon S3 API reference, PutBucketPolicy: 20 KB. Of one environment a stage, items cannot name so many. */
  it("refuses more accounts than the artifact bucket's policy holds", () => {
    const pipeline = modelOf(item(), settings);
    const messages = (count: number) => {
      const accounts = Array.from({ length: count }, (_, index) => String(222222222222 + index));
      const readers = accounts.map((accountId) => ({ accountId, name: "ChildAccountFormationRole" }));
      return checkPolicySizes({ ...pipeline, readers }, settings.region).map(({ message }) => message);
    };
    const counts = Array.from({ length: 300 }, (_, count) => count);
    const most = counts.findIndex((count) => messages(count + 1).length > 0);
    expect(most).toBeGreaterThan(48);
    expect(messages(most + 1)).toEqual([
      expect.stringMatching(/^The policy of the artifact bucket would hold 20[4-9]\d\d characters/),
    ]);
  });

  it.each([
    ["48 without approvals", 48, false],
    ["48 with approvals", 48, "a@example.com"],
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
