import { describe, expect, it } from "vitest";
import { childRoles } from "../../../../child-account/child-account.js";
import { settingsWith, targetSite } from "../../../../child-account/settings.fixture.js";
import { at } from "../../../../testing/expect/json.js";
import { problemsOf } from "../../../../testing/expect/problems.js";
import { compile, modelOf } from "../../../../testing/items/compile.js";
import { environment, itemWith, test } from "../../../../testing/items/items.js";
import { policiesIn, resolveStack } from "../../../../testing/stack/resolve-stack.js";

const bucket = "acme-shop-site-prod";
const Deployment = { Type: "S3", SiteBucket: bucket };
const item = (keys: object = {}) => itemWith({ Prod: environment({ Deployment, ...keys }) });
const place = "/DeploymentConfigurations/Prod";

describe("an environment that is deployed to S3", () => {
  it("unpacks the build's output into its bucket, by a role of the target account", () => {
    const stages = at(resolveStack(compile(item())), "resource", "aws_codepipeline", "pipeline", "stage");
    expect(stages).toContainEqual({
      name: "BuildAndDeployToProd",
      action: [
        {
          name: "DeployProdSite",
          category: "Deploy",
          owner: "AWS",
          provider: "S3",
          version: "1",
          run_order: 1,
          configuration: { BucketName: bucket, Extract: "true" },
          input_artifacts: ["BuildOutput"],
          role_arn: expect.stringMatching(/^arn:aws:iam::\d{12}:role\/ChildAccountSiteRole$/),
        },
      ],
    });
  });

  it("is tested right after, and tests are told of the bucket", () => {
    const written = item({ Tests: { Smoke: test() } });
    const [smoke] = modelOf(written).stages.at(-1)?.actions.slice(-1) ?? [];
    expect(smoke).toMatchObject({ name: "RunProdSmokeTests", runOrder: 2 });
    const variables = at(compile(written), "module", "prod", "deployment", "variables");
    expect(variables).toEqual({ SITE_BUCKET: bucket });
  });

  it("gives the pipeline that role and no other", () => {
    const { "aws_iam_role_policy.pipeline": policy } = policiesIn(resolveStack(compile(item())));
    const taken = policy?.Statement.filter(({ Action }) => Action.includes("sts:AssumeRole"));
    expect(taken?.flatMap(({ Resource }) => Resource)).toEqual([
      expect.stringMatching(/:role\/ChildAccountSiteRole$/),
    ]);
  });

  it.each([
    [{ Deployment: { Type: "S3" } }, `item.missing-key ${place}/Deployment/SiteBucket`],
    [{ TemplatePath: "a.yaml" }, `item.unknown-key ${place}/TemplatePath`],
    [
      { Deployment: { Type: "CloudFormation", SiteBucket: bucket } },
      `item.unknown-key ${place}/Deployment/SiteBucket`,
    ],
    [
      { Deployment: { Type: "S3", SiteBucket: "acme-secrets" } },
      `item.limit-site-bucket ${place}/Deployment/SiteBucket`,
    ],
  ])("may not be written as %j", (keys, problem) => {
    expect(problemsOf(item(keys))).toEqual([problem]);
  });
});

describe("the role of sites in a target account", () => {
  it("puts objects into buckets of the setting's pattern, and reads packages", () => {
    const settings = settingsWith({}, { deploy: { S3: { role: "sites", bucket: "acme-*" } } });
    const role = childRoles(targetSite, settings).find(({ kind }) => kind === "site");
    expect(role?.name).toBe("sites");
    const text = JSON.stringify(role?.policy);
    expect(text).toContain('"arn:aws:s3:::acme-*/*"');
    expect(text).not.toContain("iam:");
  });
});
