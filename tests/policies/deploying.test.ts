import { describe, expect, it } from "vitest";
import { childRoles } from "../../child-account/index.js";
import type { Policy } from "../../compiler/iam/index.js";
import {
  boundaryPolicy,
  deploymentsBucketPolicy,
  deploymentsKeyPolicy,
  eventsPolicy,
  operatorPolicy,
  siteOf,
} from "../../controller/installation/control-plane/index.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { calls, here } from "./calls.js";
import { type Call, may, type RoleCaller } from "./may.js";
import { type HeldRole, holdItem } from "./roles.js";
import { central, region, settingsOf } from "./subject.js";

const target = "333333333333";
const states = "arn:aws:s3:::states";
const settings = settingsOf({
  ...{ centralAccount: central, region },
  childAccount: { repositories: ["network", "payments"], planReads: [`${states}/*`] },
  terraform: { version: "1.11.4", sha256: "0".repeat(64) },
});
const site = siteOf({ account: central, settings });
const bucket = `arn:aws:s3:::${site.deploymentsBucket}`;
const resourcePolicy = deploymentsBucketPolicy(site);
const boundary = boundaryPolicy(site);

const item = (RepoName: string) =>
  itemWith(
    {
      Prod: environment({
        AwsAccountId: target,
        ManualApproval: true,
        Terraform: { Directory: "infra" },
        Tests: { Outputs: test() },
      }),
    },
    { RepoName },
  );
const [held, others] = [holdItem(item("network"), "0", settings), holdItem(item("payments"), "1", settings)];

const roleFor = (job: string, { roles } = held): HeldRole => {
  const found = roles.find((role) => role.job === job);
  if (!found) throw new Error(`There is no role for ${job}.`);
  return found;
};
const callerOf = ({ arn, policy, tags }: HeldRole): RoleCaller => ({
  ...{ arn, tags, boundary },
  policies: [policy],
});

const onKey = (actions: string, tag = "stagewright"): Call[] =>
  calls(actions, here("kms", "key/0a1b2c3d"), {
    resourcePolicy: deploymentsKeyPolicy(site),
    keys: {
      "aws:ResourceTag/stagewright:deployments": tag,
      "kms:ViaService": `s3.${region}.amazonaws.com`,
    },
  });
const onObject = (actions: string, key: string) => calls(actions, `${bucket}/${key}`, { resourcePolicy });

const plain = (policy: unknown): Policy => JSON.parse(JSON.stringify(policy));
const targetRoles = childRoles(
  { partition: "aws", account: target, region, centralAccount: central, namePrefix: "stagewright" },
  settings,
).map((role) => ({ ...role, policy: plain(role.policy), trust: plain(role.trust) }));

/** With the trust of the role, where it is one of the target account. */
const take = (name: string, account = target): Call[] => {
  const role = account === target ? targetRoles.find((each) => each.name === name) : undefined;
  return calls("sts:AssumeRole", `arn:aws:iam::${account}:role/${name}`, {
    resourcePolicy: role?.trust,
  });
};

/** Of one pipeline: an execution's plan, and what was applied. */
const places = (pipeline: string, name = "Prod") => ({
  plan: (file: string) => `plans/${pipeline}/${name}/00000000-0000-4000-8000-000000000001/${file}`,
  applied: (file: string) => `applied/${pipeline}/${name}/${file}`,
});
const own = places(held.pipeline.name);

const reads = "s3:GetObject s3:GetObjectVersion";
const tools = onObject("s3:GetObject", "toolchain/runner-0.cjs");
const key = onKey("kms:Decrypt kms:GenerateDataKey");

const needs: Readonly<Record<string, readonly Call[]>> = {
  plan: [
    ...[...tools, ...key, ...onObject("s3:PutObject", own.plan("bundle.tgz"))],
    ...take("ChildAccountPlanRole"),
  ],
  review: [
    ...[...tools, ...key, ...onObject("s3:GetObject", own.plan("bundle.tgz"))],
    ...onObject("s3:PutObject", own.plan("plan.txt")),
  ],
  apply: [
    ...[...tools, ...key, ...onObject("s3:GetObjectVersion", own.plan("bundle.tgz"))],
    ...onObject("s3:PutObject", own.plan("holder.json")),
    ...onObject("s3:PutObject", own.applied("bundle.tgz")),
    ...onObject("s3:PutObject", own.applied("outputs.json")),
    ...take("ChildAccountApplyRole"),
  ],
  tests: [...onObject("s3:GetObject", own.applied("outputs.json")), ...onKey("kms:Decrypt")],
};

const stranger = places(others.pipeline.name);
const everything: readonly Call[] = [
  ...Object.values(needs).flat(),
  ...[own, stranger, places(held.pipeline.name, "Beta")].flatMap(({ plan, applied }) =>
    [
      plan("bundle.tgz"),
      plan("plan.txt"),
      plan("holder.json"),
      applied("bundle.tgz"),
      applied("outputs.json"),
    ].flatMap((path) => onObject(`${reads} s3:PutObject s3:DeleteObject`, path)),
  ),
  ...onObject("s3:GetObjectVersion s3:PutObject s3:DeleteObject", "toolchain/runner-0.cjs"),
  ...onObject(reads, "states/x/terraform.tfstate"),
  ...onKey("kms:Decrypt kms:GenerateDataKey", "another"),
  ...calls(
    "s3:GetObject s3:PutObject",
    `arn:aws:s3:::${settings.state.bucket}/pipelines/x/terraform.tfstate`,
  ),
  ...["Plan", "Apply", "Formation", "Deployer"].flatMap((name) => take(`ChildAccount${name}Role`)),
  ...take("stagewright_control-reconciler", central),
  ...calls(
    "codepipeline:PutApprovalResult",
    here("codepipeline", `${held.pipeline.name}/Stage/ProdApproval`),
  ),
];

const keyOf = ({ action, resource, keys }: Call) => `${action} ${resource} ${JSON.stringify(keys ?? {})}`;

describe.each(["plan", "review", "apply", "tests"])("the role of the %s", (step) => {
  const role = roleFor(`${step} of Prod`);
  const needed = new Map((needs[step] ?? []).map((call) => [keyOf(call), call]));

  it("may do what its step needs, and nothing else of its own or of another pipeline", async () => {
    const wrong: string[] = [];
    for (const call of new Map(everything.map((each) => [keyOf(each), each])).values()) {
      const isAllowed = await may(callerOf(role), call);
      if (isAllowed !== needed.has(keyOf(call)))
        wrong.push(`${isAllowed ? "allowed" : "denied"}: ${keyOf(call)}`);
    }
    expect(wrong).toEqual([]);
  });

  it("would miss each statement that is about deployments", async () => {
    const { Statement } = role.policy;
    const isAbout = ({ Resource = [] }: (typeof Statement)[number]) =>
      Resource.some((arn) => arn.startsWith(bucket) || /role\/ChildAccount(Plan|Apply)Role/.test(arn));
    for (const one of Statement.filter(isAbout)) {
      const less = { ...role.policy, Statement: Statement.filter((each) => each !== one) };
      const outcomes = await Promise.all(
        [...needed.values()].map((call) => may(callerOf({ ...role, policy: less }), call)),
      );
      expect([one.Sid, outcomes.includes(false)]).toEqual([one.Sid, true]);
    }
  });
});

it("no role of a pipeline writes tools, whatever its own policy says", async () => {
  const Statement = [{ Sid: "All", Effect: "Allow", Action: ["s3:*"], Resource: ["*"] }] as const;
  const caller = { ...callerOf(roleFor("plan of Prod")), policies: [plain({ Statement })] };
  const [put] = onObject("s3:PutObject", "toolchain/runner-0.cjs");
  const [bundle] = onObject("s3:PutObject", own.plan("bundle.tgz"));
  expect(put && (await may(caller, put))).toBe(false);
  expect(bundle && (await may(caller, bundle))).toBe(true);
});

describe("the roles of the account that is deployed to", () => {
  const roleOf = (kind: string) => {
    const found = targetRoles.find((role) => role.kind === kind);
    if (!found) throw new Error(`There is no role ${kind}.`);
    return found;
  };
  const readers: Policy = {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Readers", Effect: "Allow", Action: ["s3:Get*", "s3:List*", "ssm:Get*"], Resource: ["*"] },
    ],
  };
  const inTarget = (service: string, rest: string) => `arn:aws:${service}:${region}:${target}:${rest}`;
  const caller = (kind: string, more: readonly Policy[] = []): RoleCaller => ({
    arn: `arn:aws:iam::${target}:role/${roleOf(kind).name}`,
    policies: [roleOf(kind).policy, ...more],
  });

  it.each([
    ["plan", ["plan of Prod"]],
    ["apply", ["apply of Prod"]],
  ])("let in by the trust of the one for the %s are those of its step alone", async (kind, letIn) => {
    const { name, trust } = roleOf(kind);
    const grant = { Sid: "Take", Effect: "Allow", Action: ["sts:AssumeRole"], Resource: ["*"] } as const;
    const passed: string[] = [];
    for (const { job, arn, tags } of held.roles) {
      const policies = [{ Version: "2012-10-17" as const, Statement: [grant] }];
      const [call] = take(name).map((each) => ({ ...each, resourcePolicy: trust }));
      if (call && (await may({ arn, tags, policies }, call))) passed.push(job);
    }
    expect(passed).toEqual(letIn);
  });

  it.each([
    ["a secret", "secretsmanager:GetSecretValue", inTarget("secretsmanager", "secret:shop-AbCdEf")],
    ["a parameter", "ssm:GetParameter", inTarget("ssm", "parameter/shop/token")],
    ["an object", "s3:GetObject", "arn:aws:s3:::orders/1.json"],
    ["a row", "dynamodb:GetItem", inTarget("dynamodb", "table/orders")],
    ["what a key keeps", "kms:Decrypt", inTarget("kms", "key/0a1b2c3d")],
    ["a row through a cache", "dax:GetItem", inTarget("dax", "cache/orders")],
    ["the answer of a query", "athena:GetQueryResultsStream", inTarget("athena", "workgroup/primary")],
    ["a log as it is written", "logs:StartLiveTail", inTarget("logs", "log-group:orders")],
    ["an image", "ecr:GetDownloadUrlForLayer", inTarget("ecr", "repository/orders")],
    ["what an execution was given", "states:DescribeExecution", inTarget("states", "execution:orders:1")],
    ["the credentials of a job", "codepipeline:GetJobDetails", "*"],
  ])("a plan does not read %s, whatever AWS's policy for readers allows", async (_, action, resource) => {
    const all = { ...readers, Statement: readers.Statement.map((one) => ({ ...one, Action: ["*"] })) };
    expect(await may(caller("plan", [all]), { action, resource })).toBe(false);
  });

  it("a plan reads the states that the installation lists, and writes neither them nor their locks", async () => {
    const plan = caller("plan", [readers]);
    const ask = (action: string, resource: string) => may(plan, { action, resource });
    expect(await ask("s3:GetObject", `${states}/prod.tfstate`)).toBe(true);
    for (const action of ["s3:PutObject", "s3:DeleteObject"])
      for (const key of ["prod.tfstate", "prod.tfstate.tflock"])
        expect(await ask(action, `${states}/${key}`)).toBe(false);
    expect(await ask("sqs:CreateQueue", inTarget("sqs", "orders"))).toBe(false);
  });

  it("an apply makes what applications are made of, and touches none of the roles that let pipelines in", async () => {
    const ask = (action: string, resource: string) => may(caller("apply"), { action, resource });
    expect(await ask("sqs:CreateQueue", inTarget("sqs", "orders"))).toBe(true);
    for (const action of [
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
      "iam:PassRole",
      "sts:AssumeRole",
    ])
      for (const name of ["Plan", "Apply", "Formation", "Deployer"])
        expect(await ask(action, `arn:aws:iam::${target}:role/ChildAccount${name}Role`)).toBe(false);
  });

  it.each(["plan", "apply"])("the one for the %s stays out of the installation's bucket", async (kind) => {
    const all = { ...readers, Statement: readers.Statement.map((one) => ({ ...one, Action: ["*"] })) };
    for (const account of [target, central]) {
      const arn = `arn:aws:iam::${account}:role/${roleOf(kind).name}`;
      for (const call of onObject(reads, own.plan("bundle.tgz")))
        expect(await may({ arn, policies: [all] }, call)).toBe(false);
    }
  });
});

describe("of those who work on an installation that deploys", () => {
  const operator = {
    arn: `arn:aws:iam::${central}:role/operator`,
    policies: [operatorPolicy(site)],
  };
  const owned = { keys: { "s3:ResourceAccount": central, "aws:ResourceAccount": central } };

  it("the operator puts tools into the bucket, and looks whether they are there", async () => {
    for (const call of [
      ...calls("s3:GetObject s3:PutObject", `${bucket}/toolchain/runner-0.cjs`, { resourcePolicy, ...owned }),
      ...calls("s3:ListBucket", bucket, { resourcePolicy, ...owned }),
      ...onKey("kms:GenerateDataKey kms:Decrypt"),
    ])
      expect([call.action, await may(operator, call)]).toEqual([call.action, true]);
  });

  it("the operator reaches no bucket and no key of another installation", async () => {
    for (const call of [
      ...calls("s3:GetObject s3:PutObject", "arn:aws:s3:::other-deployments-111111111111/toolchain/x", owned),
      ...onKey("kms:GenerateDataKey kms:Decrypt kms:ScheduleKeyDeletion", "other"),
    ])
      expect([call.action, await may(operator, call)]).toEqual([call.action, false]);
  });

  it("the events' function answers approvals of pipelines, and of nothing else", async () => {
    const events = {
      arn: `arn:aws:iam::${central}:role/events`,
      policies: [eventsPolicy(site)],
    };
    const answer = (resource: string) =>
      may(events, { action: "codepipeline:PutApprovalResult", resource: here("codepipeline", resource) });
    expect(await answer(`${held.pipeline.name}/BuildAndDeployToProd/ProdApproval`)).toBe(true);
    expect(await answer("payroll/Deploy/ProdApproval")).toBe(false);
    expect(await answer(`${held.pipeline.name}/BuildAndDeployToProd/Sign`)).toBe(false);
  });
});
