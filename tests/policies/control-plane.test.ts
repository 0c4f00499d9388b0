import { describe, expect, it } from "vitest";
import {
  dispatcherPolicy,
  editorPolicy,
  eventsPolicy,
  operatorPolicy,
  reconcilerPolicy,
  schedulePolicy,
  siteOf,
  viewerPolicy,
} from "../../controller/installation/control-plane/index.js";
import { Ledger, memoryRows, type Rows, systemClock } from "../../controller/records/index.js";
import { calls, here } from "./calls.js";
import { type Call, may } from "./may.js";
import { central, settings } from "./subject.js";

const site = siteOf({ account: central, settings });
const role = (name: string) => `arn:aws:iam::${central}:role/${name}`;
const repository = here("ecr", "repository/tools/node");
const pull = calls(
  "ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer",
  repository,
);
const ofPipeline = role("stagewright-webshop-main--2czbumyghz-build");
const reconciler = { arn: role(site.names.reconciler), policies: [reconcilerPolicy(site)] };
const starter = role(site.names.starter);
const bounded = { keys: { "iam:PermissionsBoundary": site.boundary } };
const passedTo = (service: string) => ({ keys: { "iam:PassedToService": `${service}.amazonaws.com` } });
const state = `arn:aws:s3:::${settings.state.bucket}`;

describe("the reconciler", () => {
  it.each<[string, Call[]]>([
    [
      "makes roles of pipelines that bear the boundary",
      calls("iam:CreateRole iam:PutRolePolicy", ofPipeline, bounded),
    ],
    ["passes them to CodeBuild", calls("iam:PassRole", ofPipeline, passedTo("codebuild"))],
    [
      "passes the role that starts pipelines to EventBridge",
      calls("iam:PassRole", starter, passedTo("events")),
    ],
    [
      "tags buckets and lists subscriptions as provider 6 asks",
      [
        ...calls(
          "s3:ListTagsForResource s3:TagResource s3:UntagResource",
          `arn:aws:s3:::stagewright-webshop-main--2czbumyghz-${central}`,
        ),
        ...calls(
          "sns:ListSubscriptionsByTopic",
          here("sns", "stagewright-webshop-main--2czbumyghz_prod-approval"),
        ),
      ],
    ],
    [
      "keeps states of pipelines",
      calls("s3:GetObject s3:PutObject", `${state}/pipelines/x/terraform.tfstate`),
    ],
  ])("%s", async (_, wanted) => {
    for (const call of wanted) expect(await may(reconciler, call)).toBe(true);
  });

  it.each<[string, Call[]]>([
    ["make a role without the boundary", calls("iam:CreateRole iam:PutRolePolicy", ofPipeline)],
    [
      "make a role with another boundary",
      calls("iam:CreateRole", ofPipeline, {
        keys: { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
      }),
    ],
    [
      "make a role with a path",
      calls("iam:CreateRole iam:PassRole", role("stagewright-a--b/Administrator"), bounded),
    ],
    ["make a role beyond the prefix", calls("iam:CreateRole iam:PutRolePolicy", role("backdoor"), bounded)],
    ["take a boundary away", calls("iam:DeleteRolePermissionsBoundary", ofPipeline)],
    [
      "change the boundary",
      calls("iam:CreatePolicyVersion iam:SetDefaultPolicyVersion iam:DeletePolicy", site.boundary),
    ],
    [
      "change its own role",
      calls("iam:PutRolePolicy iam:UpdateAssumeRolePolicy iam:AttachRolePolicy", reconciler.arn, bounded),
    ],
    ["attach managed policies", calls("iam:AttachRolePolicy", ofPipeline, bounded)],
    ["pass its own role", calls("iam:PassRole", reconciler.arn, passedTo("codebuild"))],
    ["pass a pipeline's role to EventBridge", calls("iam:PassRole", ofPipeline, passedTo("events"))],
    ["pass the role that starts pipelines elsewhere", calls("iam:PassRole", starter, passedTo("codebuild"))],
    [
      "change the role that starts pipelines",
      calls("iam:PutRolePolicy iam:UpdateAssumeRolePolicy iam:DeleteRole", starter, bounded),
    ],
    ["pass a pipeline's role to another service", calls("iam:PassRole", ofPipeline, passedTo("ec2"))],
    [
      "read the control plane's state",
      calls("s3:GetObject s3:PutObject", `${state}/control-plane/terraform.tfstate`),
    ],
    [
      "change the control plane's project",
      calls("codebuild:UpdateProject", here("codebuild", `project/${site.names.reconciler}`)),
    ],
    [
      "change the dispatcher",
      calls("lambda:UpdateFunctionCode", here("lambda", `function:${site.names.dispatcher}`)),
    ],
    [
      "write items",
      calls("dynamodb:PutItem dynamodb:DeleteItem", here("dynamodb", `table/${settings.table}`)),
    ],
    [
      "remove an item, which is none of the rows that say who is not to wait",
      calls("dynamodb:DeleteItem", here("dynamodb", `table/${settings.table}`), {
        keys: { "dynamodb:LeadingKeys": ["webshop"] },
      }),
    ],
    [
      "take roles elsewhere",
      calls("sts:AssumeRole", "arn:aws:iam::222222222222:role/ChildAccountFormationRole"),
    ],
  ])("may not %s", async (_, attempts) => {
    for (const call of attempts) expect(await may(reconciler, call), call.action).toBe(false);
  });
});

describe("a state bucket that was deleted, and is a stranger's now", () => {
  const theirs = { keys: { "aws:ResourceAccount": "999999999999" } };
  const objects = (actions: string) => [
    ...calls(actions, `${state}/pipelines/x/terraform.tfstate`, theirs),
    ...calls(actions, `${state}/toolchain/stagewright.zip`, theirs),
    ...calls(actions, `${state}/control-plane/terraform.tfstate`, theirs),
    ...calls("s3:ListBucket", state, theirs),
  ];

  // Terraform's backend names no owner, so the policies have to.
  it.each([
    ["reconciler", reconcilerPolicy],
    ["editor", editorPolicy],
    ["viewer", viewerPolicy],
  ] as const)("is closed to the %s", async (name, policyOf) => {
    const caller = { arn: role(name), policies: [policyOf(site)] };
    for (const call of objects("s3:GetObject s3:PutObject s3:DeleteObject"))
      expect(await may(caller, call), `${call.action} ${call.resource}`).toBe(false);
  });

  it("gets no states from the operator", async () => {
    const caller = { arn: role("operator"), policies: [operatorPolicy(site)] };
    const tried = objects("s3:GetObject s3:PutObject").filter(({ action }) => action !== "s3:ListBucket");
    for (const call of tried) expect(await may(caller, call), call.resource).toBe(false);
  });
});

describe.each([
  ["dispatcher", dispatcherPolicy],
  ["schedule", schedulePolicy],
  ["events", eventsPolicy],
] as const)("the %s", (name, policyOf) => {
  const caller = { arn: role(site.names[name]), policies: [policyOf(site)] };
  const project = here("codebuild", `project/${site.names.reconciler}`);

  it("starts a build as its project is", async () => {
    for (const call of calls("codebuild:StartBuild", project)) expect(await may(caller, call)).toBe(true);
  });

  it.each([
    ["source.buildspec", "true"],
    ["source.location", "bucket/evil.zip"],
    ["source.auth.type", "OAUTH"],
    ["secondarySources", "true"],
    ["serviceRole", role("Administrator")],
    ["environment.image", "evil:latest"],
    ["environment.privilegedMode", "true"],
    ["environment.registryCredential", "true"],
    ["environment.environmentVariables.name", "NODE_OPTIONS"],
  ])("starts none with another %s: it would be the reconciler", async (key, value) => {
    const keys = { [`codebuild:${key}`]: value };
    for (const call of calls("codebuild:StartBuild", project, { keys }))
      expect(await may(caller, call)).toBe(false);
  });
});

describe.each([
  ["dispatcher", dispatcherPolicy],
  ["schedule", schedulePolicy],
  ["events", eventsPolicy],
] as const)("of a ledger's row the %s", (name, policyOf) => {
  const caller = { arn: role(site.names[name]), policies: [policyOf(site)] };
  const key = { repository: "shop", branch: "main" };
  const update = (attributes: readonly string[]) =>
    calls("dynamodb:UpdateItem", here("dynamodb", `table/${site.names.ledger}`), {
      keys: {
        "dynamodb:Attributes": ["RepoName", "RepoTag", ...attributes],
        "dynamodb:LeadingKeys": [key.repository],
      },
    });

  it.each<[string, (ledger: Ledger) => Promise<void>]>([
    ["that it is asked for", (ledger) => ledger.request(key)],
    ["why no build begins it", (ledger) => ledger.recordRefusal(key, "no more than 0 builds")],
  ])("writes %s", async (_, write) => {
    const attributes: string[] = [];
    const rows = memoryRows();
    const noting: Rows = {
      ...rows,
      update: async (of, change, condition = {}) => {
        const { set = {}, add = {}, remove = [] } = change;
        attributes.push(...Object.keys(set), ...Object.keys(add), ...remove);
        attributes.push(...Object.keys(condition.equals ?? {}), ...(condition.absent ?? []));
        return rows.update(of, change, condition);
      },
    };
    await write(new Ledger(noting, systemClock));
    expect(attributes).not.toEqual([]);
    for (const call of update(attributes)) expect(await may(caller, call)).toBe(true);
  });

  it.each(["LastApplied", "LastAttempted", "Lease", "LeaseId", "Outcome", "StaleLeases"])(
    "does not write %s: a swapped configuration would be code in the reconciler",
    async (attribute) => {
      for (const call of update(["Generation", attribute])) expect(await may(caller, call)).toBe(false);
    },
  );
});

describe("of the ledger's table the events", () => {
  const caller = { arn: role(site.names.events), policies: [eventsPolicy(site)] };
  const rows = (leading: string) =>
    calls("dynamodb:GetItem dynamodb:UpdateItem", here("dynamodb", `table/${site.names.ledger}`), {
      keys: { "dynamodb:LeadingKeys": [leading] },
    });

  it("write rows that tell what pipelines do", async () => {
    for (const call of rows(":activity")) expect(await may(caller, call), call.action).toBe(true);
  });

  it("read no row of the ledger's own, and write none but to ask for its pipeline", async () => {
    const [read, write] = rows("webshop");
    const attributes = { "dynamodb:Attributes": ["RepoName", "RepoTag", "Layout"] };
    const written = write && { ...write, keys: { ...write.keys, ...attributes } };
    for (const call of [read, written]) expect(call && (await may(caller, call)), call?.action).toBe(false);
  });

  it("tell the topic of failures, or the one of the setting, or none", async () => {
    const of = (pipelineFailures: string) => {
      const controller = { ...settings.controller, pipelineFailures };
      const told = siteOf({ account: central, settings: { ...settings, controller } });
      return { ...caller, policies: [eventsPolicy(told)] };
    };
    const releases = here("sns", "releases");
    const [failures, others] = [here("sns", site.names.failures), releases].map(
      (to) => calls("sns:Publish", to)[0],
    );
    if (!failures || !others) throw new Error("No call.");
    const granted = async (setting: string) => [
      await may(of(setting), failures),
      await may(of(setting), others),
    ];
    expect(await granted("notify")).toEqual([true, false]);
    expect(await granted(releases)).toEqual([false, true]);
    expect(await granted("none")).toEqual([false, false]);
  });
});

describe("the reconciler whose image is in ECR", () => {
  const image = `${central}.dkr.ecr.us-east-1.amazonaws.com/tools/node:22`;
  const controller = { ...settings.controller, image };
  const pulling = siteOf({ account: central, settings: { ...settings, controller } });

  it("pulls it with its own role, as CodeBuild does, and no other", async () => {
    const role = { ...reconciler, policies: [reconcilerPolicy(pulling)] };
    for (const call of [...pull, ...calls("ecr:GetAuthorizationToken", "*")])
      expect(await may(role, call), call.action).toBe(true);
    for (const call of calls("ecr:BatchGetImage", `${repository}-2`))
      expect(await may(role, call)).toBe(false);
  });

  it("is granted nothing of ECR with an image of AWS", async () => {
    for (const call of pull) expect(await may(reconciler, call), call.action).toBe(false);
  });
});
