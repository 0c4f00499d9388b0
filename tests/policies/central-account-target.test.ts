import { describe, expect, it } from "vitest";
import { childRoles } from "../../child-account/child-account.js";
import { settingsWith } from "../../child-account/settings.fixture.js";
import type { Policy } from "../../compiler/iam/index.js";
import { calls } from "./calls.js";
import { type Call, may } from "./may.js";
import { leftToIam } from "./needs.js";
import { central, region } from "./subject.js";

/** All that applications may be given at most, so that only denials stand before them. */
const everything = { Effect: "Allow", Action: ["*"], Resource: ["*"] };
const settings = settingsWith(
  {
    deployerServices: ["dynamodb", "events", "iam", "lambda", "logs", "s3", "sns", "sqs"],
    permissionsBoundary: "apps",
    deployerPolicy: [{ Sid: "All", ...everything }],
  },
  { region },
);

/** The role that CloudFormation makes applications with, in this account. */
function deployerIn(account: string) {
  const site = { partition: "aws", account, region, centralAccount: central, namePrefix: "stagewright" };
  const role = childRoles(site, settings).find(({ kind }) => kind === "deployer");
  const policy: Policy = JSON.parse(JSON.stringify(role?.policy));
  return { arn: `arn:aws:iam::${account}:role/ChildAccountDeployerRole`, policies: [policy] };
}

async function allowed(account: string, tried: readonly Call[]): Promise<string[]> {
  const found = [];
  for (const call of tried)
    if (await may(deployerIn(account), call)) found.push(`${call.action} ${call.resource}`);
  return found;
}

const own = (service: string, resource: string) => `arn:aws:${service}:${region}:${central}:${resource}`;
const pipeline = "stagewright-webshop-main--2czbumyghz";
const state = `arn:aws:s3:::stagewright-state-${central}`;
const bucket = `arn:aws:s3:::${pipeline}-${central}`;
const role = (name: string, account = central) => `arn:aws:iam::${account}:role/${name}`;
const pipelinesKey = {
  keys: { "aws:ResourceTag/stagewright:pipeline": "webshop-main--2czbumyghz" },
  resourcePolicy: leftToIam,
};
const ofDispatcher = {
  keys: { "lambda:FunctionArn": own("lambda", "function:stagewright_control-dispatcher") },
};

describe("a template in the central account", () => {
  it.each<[string, Call[]]>([
    ["the state of pipelines", calls("s3:GetObject s3:PutObject", `${state}/pipelines/x/terraform.tfstate`)],
    ["the tools of builds", calls("s3:PutObject s3:DeleteObject", `${state}/toolchain/stagewright.zip`)],
    ["the state bucket itself", calls("s3:PutBucketPolicy s3:DeleteBucket s3:ListBucket", state)],
    [
      "the tables",
      ["devops-pipeline-table-info", "stagewright-locks", "stagewright_control-ledger"].flatMap((name) =>
        calls(
          "dynamodb:PutItem dynamodb:GetItem dynamodb:DeleteTable dynamodb:PutResourcePolicy",
          own("dynamodb", `table/${name}`),
        ),
      ),
    ],
    [
      "the functions",
      calls(
        "lambda:UpdateFunctionCode lambda:AddPermission lambda:InvokeFunction",
        own("lambda", "function:stagewright_control-dispatcher"),
      ),
    ],
    [
      "the mapping of the table's stream",
      [
        ...calls("lambda:CreateEventSourceMapping", "*", ofDispatcher),
        ...calls(
          "lambda:DeleteEventSourceMapping lambda:UpdateEventSourceMapping",
          own("lambda", "event-source-mapping:0"),
          ofDispatcher,
        ),
      ],
    ],
    [
      "the reconciler's project",
      calls("codebuild:UpdateProject", own("codebuild", "project/stagewright_control-reconciler")),
    ],
    [
      "topics",
      ["stagewright_control-failures", `${pipeline}_prod-approval`].flatMap((name) =>
        calls("sns:SetTopicAttributes sns:Publish sns:Subscribe", own("sns", name)),
      ),
    ],
    [
      "rules",
      ["stagewright_control-ended", `${pipeline}-source`].flatMap((name) =>
        calls("events:PutRule events:PutTargets", own("events", `rule/${name}`)),
      ),
    ],
    ["the queue", calls("sqs:SendMessage", own("sqs", "stagewright_control-unread"))],
    ["the settings", calls("ssm:PutParameter", own("ssm", "parameter/stagewright/stagewright/installation"))],
    [
      "pipelines and their projects",
      [
        ...calls("codepipeline:UpdatePipeline", own("codepipeline", pipeline)),
        ...[`${pipeline}-build`, `${pipeline}_prod_smoke`].flatMap((name) =>
          calls("codebuild:UpdateProject codebuild:StartBuild", own("codebuild", `project/${name}`)),
        ),
      ],
    ],
    [
      "artifacts",
      [...calls("s3:PutObject s3:DeleteObject", `${bucket}/x`), ...calls("s3:PutBucketPolicy", bucket)],
    ],
    ["artifact keys", calls("kms:PutKeyPolicy kms:ScheduleKeyDeletion", own("kms", "key/0"), pipelinesKey)],
    [
      "roles of pipelines and of the control plane",
      ["pipeline", "build", "events", "tests-prod--abcdef", "apply-prod"]
        .map((end) => `${pipeline}-${end}`)
        .concat("stagewright_control-reconciler")
        .flatMap((name) => calls("iam:CreateRole iam:PutRolePolicy iam:PassRole", role(name))),
    ],
  ])("changes nothing of %s", async (_, tried) => {
    expect(await allowed(central, tried)).toEqual([]);
  });

  it.each(["tests", "tests-eu", "e2e-tests", "pipeline", "build", "events"])(
    "makes the roles of its stack, also in an environment called %s",
    async (name) => {
      const roles = ["FnRole-ABCDEFGHIJKL", "F-ABCDEFGHIJKL0"].map(
        (end) => `${pipeline}-${name}-stack-${end}`,
      );
      const tried = roles.flatMap((each) => calls("iam:CreateRole iam:DeleteRole", role(each)));
      expect(await allowed(central, tried)).toHaveLength(tried.length);
    },
  );

  it("makes applications, and reads their packages", async () => {
    const stack = `${pipeline}-prod-stack`;
    const tried = [
      ...calls("s3:GetObject", `${bucket}/0cc175b9c0f1b6a831c399e269772661`),
      ...calls("s3:CreateBucket s3:PutBucketPolicy", `arn:aws:s3:::${stack}-${central}`),
      ...calls("lambda:CreateFunction", own("lambda", `function:${stack}-Fn-ABCDEFGHIJKL`)),
      ...calls("dynamodb:CreateTable", own("dynamodb", `table/${stack}-Orders-ABCDEFGHIJKL`)),
      ...calls("sns:CreateTopic", own("sns", `${stack}-Topic-ABCDEFGHIJKL`)),
      ...calls("events:PutRule", own("events", `rule/${stack}-Rule-ABCDEFGHIJKL`)),
      ...calls("iam:CreateRole", role(`${stack}-FnRole-ABCDEFGHIJKL`)),
    ];
    expect(await allowed(central, tried)).toHaveLength(tried.length);
  });
});

describe("a template in any other account", () => {
  const target = "222222222222";

  it.each(["prod", "tests", "tests-eu", "e2e-tests", "pipeline", "build", "events"])(
    "makes the roles of its stack, also in an environment called %s",
    async (name) => {
      const roles = [`${pipeline}-${name}-stack-FnRole-ABCDEFGHIJKL`, `stagewright-x--y-${name}`];
      const tried = roles.flatMap((each) => calls("iam:CreateRole iam:DeleteRole", role(each, target)));
      expect(await allowed(target, tried)).toHaveLength(tried.length);
    },
  );

  it("still leaves the roles that pipelines deploy with there", async () => {
    const roles = ["Formation", "Deployer", "Test", "Site"].map((kind) => `ChildAccount${kind}Role`);
    const tried = roles.flatMap((name) => calls("iam:PutRolePolicy iam:PassRole", role(name, target)));
    expect(await allowed(target, tried)).toEqual([]);
  });
});
