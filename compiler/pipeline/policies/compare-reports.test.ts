import { describe, expect, it } from "vitest";
import { modelOf } from "../../../testing/items/compile.js";
import { environment, item, itemWith, itemWithTest } from "../../../testing/items/items.js";
import { permissiveSettings as settings } from "../../../testing/items/permissive-settings.js";
import { compareReports, includes } from "./compare-reports.js";
import { policyReport } from "./report.js";
import { comparisonInWords } from "./report-in-words.js";

type Written = Record<string, unknown>;

const compare = (before: Written, after: Written) =>
  compareReports(policyReport(modelOf(before), settings), policyReport(modelOf(after), settings));

/** What a change widens, as words; and what it narrows is what the way back widens. */
function widenedBy(before: Written, after: Written): string[] {
  const there = compare(before, after);
  expect(compare(after, before).wider).toEqual(there.narrower);
  return there.wider.map(
    ({ job, actions, resource, why }) => `${job}: ${actions[0]} on ${resource} (${why})`,
  );
}

const connected = (Repository: string): Written => ({
  ...itemWithTest({ Repository }),
  RepoName: "acme/webshop",
  Source: {
    Type: "CodeConnections",
    ConnectionArn:
      "arn:aws:codeconnections:us-east-1:111111111111:connection/0a1b2c3d-0000-4000-8000-000000000000",
  },
});

describe("compareReports", () => {
  it("says nothing where nothing changes, and nothing of what changes no permission", () => {
    expect(compare(itemWithTest(), itemWithTest())).toEqual({ wider: [], narrower: [] });
    const slower = itemWithTest({ TimeoutMinutes: 30, BuildSpec: "other.yml" }, { BuildSpecFile: "b.yml" });
    expect(compare(itemWithTest(), slower)).toEqual({ wider: [], narrower: [] });
  });

  it("names an account that a change deploys to, and who may read the artifacts there", () => {
    const one = itemWith({ Beta: environment() });
    const two = itemWith({ Beta: environment(), Prod: environment({ AwsAccountId: "333333333333" }) });
    expect(widenedBy(one, two)).toEqual([
      "pipeline: sts:AssumeRole on arn:aws:iam::333333333333:role/ChildAccountFormationRole (new)",
      ...Array(4).fill(expect.stringMatching(/^artifact bucket: s3:GetBucketLocation on .* \(new\)$/)),
      expect.stringMatching(/^artifact bucket: s3:ListBucket on .* \(new\)$/),
      ...Array(2).fill(expect.stringMatching(/^artifact key: kms:Decrypt on \* \(new\)$/)),
    ]);
  });

  it("takes no denial for gone that goes with what it protects: the source of a test", () => {
    expect(widenedBy(itemWithTest(), itemWith({ Prod: environment() }))).toEqual([]);
  });

  it("names all that a first test brings", () => {
    const changes = widenedBy(itemWith({ Prod: environment() }), itemWithTest());
    expect(changes).toContainEqual(
      "tests of Prod: sts:AssumeRole on arn:aws:iam::222222222222:role/ChildAccountTestRole (new)",
    );
    expect(changes.some((change) => change.startsWith("pipeline: codecommit:"))).toBe(true);
  });

  it("notices a condition that lets more through", () => {
    const key = (branches: string[]) => ({
      pipeline: "p",
      repository: "r",
      branch: "b",
      holders: [
        {
          job: "pipeline",
          name: "p-pipeline",
          grants: [
            {
              sid: "Use",
              effect: "Allow" as const,
              actions: ["x:Use"],
              resources: ["arn"],
              ...(branches.length > 0 && { conditions: { StringEquals: { "x:Branch": branches } } }),
            },
          ],
        },
      ],
    });
    expect(compareReports(key(["main"]), key(["main", "next"])).wider).toMatchObject([{ why: "condition" }]);
    expect(compareReports(key(["main"]), key([])).wider).toMatchObject([{ why: "condition" }]);
    expect(compareReports(key([]), key(["main"])).wider).toEqual([]);
    expect(compareReports(key([]), key(["main"])).narrower).toMatchObject([{ why: "condition" }]);
  });

  it("notices a denial that goes", () => {
    const after = policyReport(modelOf(item()), settings);
    const bucket = after.holders.find(({ job }) => job === "artifact bucket");
    const open = {
      ...after,
      holders: after.holders.map((one) => (one === bucket ? { ...one, grants: [] } : one)),
    };
    expect(compareReports(after, open).wider).toMatchObject([{ why: "denial" }, { why: "denial" }]);
    expect(compareReports(open, after).wider).toEqual([]);
  });

  it("takes everything for new where there was nothing", () => {
    const report = policyReport(modelOf(item()), settings);
    const { wider, narrower } = compareReports(undefined, report);
    expect(wider.length).toBeGreaterThan(5);
    expect(narrower).toEqual([]);
    expect(comparisonInWords({ wider, narrower })[0]).toBe("WIDENS permissions:");
  });

  it("names another repository of the same connection", () => {
    expect(widenedBy(connected("acme/a"), connected("acme/b"))).toEqual(
      ["codeconnections", "codestar-connections"].map((service) =>
        expect.stringMatching(
          new RegExp(`^pipeline: codeconnections:UseConnection.* on arn:aws:${service}:.* \\(condition\\)$`),
        ),
      ),
    );
  });
});

describe("includes", () => {
  it.each([
    ["arn:x/*", "arn:x/a", true],
    ["arn:x/*", "arn:x/*", true],
    ["arn:x/a*", "arn:x/*", false],
    ["arn:x-??", "arn:x-ab", true],
    ["arn:x-?", "arn:x-*", false],
    ["arn:x.y", "arn:xzy", false],
    ["*", "anything", true],
  ])("%s of %s: %s", (pattern, other, expected) => {
    expect(includes(pattern, other)).toBe(expected);
  });
});
