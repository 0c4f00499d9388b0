import { describe, expect, it } from "vitest";
import { childRoles, settingsForAccount } from "../../../../child-account/child-account.js";
import { settingsWith as settingsOf, targetSite } from "../../../../child-account/settings.fixture.js";
import { at } from "../../../../testing/expect/json.js";
import { problemsOf } from "../../../../testing/expect/problems.js";
import { compile, modelOf } from "../../../../testing/items/compile.js";
import { environment, itemWith, test } from "../../../../testing/items/items.js";
import { policiesIn, resolveStack } from "../../../../testing/stack/resolve-stack.js";

const settingsWith = ({ childAccount = {}, ...others }: { childAccount?: object; [key: string]: unknown }) =>
  settingsOf(childAccount, { limits: { emails: ["*"], secrets: ["webshop/*"] }, ...others });
const sha256 = "0".repeat(64);
const account = "222222222222";
const settings = settingsWith({
  terraform: {
    version: "1.11.4",
    sha256,
    providers: [{ source: "hashicorp/aws", version: "5.100.0", sha256 }],
  },
});
const Terraform = { Directory: "infrastructure" };
const place = "/DeploymentConfigurations/Prod";

const item = (keys: object = {}, top: Readonly<Record<string, unknown>> = {}) =>
  itemWith({ Prod: environment({ AwsAccountId: account, Terraform, ...keys }) }, top);
const stageOf = (written: unknown) =>
  modelOf(written, settings)
    .stages.at(-1)
    ?.actions.map(({ name, runOrder }) => `${runOrder} ${name}`);
const told = (written: unknown, step = "plan") => {
  const project = at(compile(written, settings), "module", "prod", "deployment_projects", step, "variables");
  return project as { name: string; type?: string; value: string }[];
};

describe("an environment that Terraform deploys", () => {
  it("is planned, reviewed, approved, applied and tested, in one stage", () => {
    const written = item({ ManualApproval: "lead@example.com", Tests: { Smoke: test() } });
    expect(stageOf(written)).toEqual([
      "1 PlanProd",
      "2 ReviewProd",
      "3 ProdApproval",
      "4 ApplyProd",
      "5 RunProdSmokeTests",
    ]);
  });

  it("is applied right after its review where nobody is asked", () => {
    expect(stageOf(item())).toEqual(["1 PlanProd", "2 ReviewProd", "3 ApplyProd"]);
  });

  it("shares a pipeline with one of CloudFormation", () => {
    const both = itemWith({
      Dev: environment(),
      Prod: environment({ AwsAccountId: account, Terraform }),
    });
    expect(modelOf(both, settings).environments.map(({ deployment }) => deployment.type)).toEqual([
      "CloudFormation",
      "Terraform",
    ]);
  });

  it("shows its approvers the review's words and its link, before the item's own", () => {
    const ManualApproval = { Emails: ["lead@example.com"], Message: "Announced?" };
    const actions = modelOf(item({ ManualApproval }), settings).stages.at(-1)?.actions;
    expect(actions?.[2]?.configuration).toMatchObject({
      CustomData: "#{ProdReview.Summary} · Announced?",
      ExternalEntityLink: "#{ProdReview.PlanLink}",
    });
  });

  it("binds the apply to what was reviewed, and nothing to what the plan's build says", () => {
    const actions = modelOf(item(), settings).stages.at(-1)?.actions ?? [];
    const [plan, review, apply] = actions.map(({ configuration, namespace }) => ({
      configuration,
      namespace,
    }));
    expect([plan?.namespace, review?.namespace, apply?.namespace]).toEqual([
      undefined,
      "ProdReview",
      undefined,
    ]);
    for (const name of ["BundleVersion", "Sha256", "Class"])
      expect(apply?.configuration.EnvironmentVariables).toContain(`#{ProdReview.${name}}`);
  });

  it("has a namespace without the dot of its name", () => {
    const dotted = itemWith(
      { "eu.prod": environment({ AwsAccountId: account, Terraform }) },
      {
        EnvironmentOrder: ["eu.prod"],
      },
    );
    expect(modelOf(dotted, settings).stages.at(-1)?.actions[1]?.namespace).toBe("eu@prodReview");
  });

  it("takes the source where there is no build, and has neither project nor role of one", () => {
    const stack = compile(item({}, { Build: false }), settings);
    const model = modelOf(item({}, { Build: false }), settings);
    expect(model.stages.map(({ name }) => name)).toEqual(["Source", "BuildAndDeployToProd"]);
    expect(model.stages[1]?.actions.map(({ inputs }) => inputs)).toEqual([
      ["Source"],
      ["Source"],
      ["Source"],
    ]);
    expect(Object.keys(at(stack, "module") ?? {})).toEqual(["prod"]);
    expect(Object.keys(at(stack, "resource", "aws_iam_role") ?? {})).toEqual(["pipeline"]);
  });

  it("gives each step a role of its own, by what it does", () => {
    const policies = policiesIn(resolveStack(compile(item(), settings)));
    const names = Object.keys(policies).filter((name) => /-(plan|review|apply)-/.test(name));
    expect(names).toHaveLength(3);
    const takes = names.map((name) => {
      const taken = policies[name]?.Statement.filter(({ Action }) => Action.includes("sts:AssumeRole")) ?? [];
      return [/-(plan|review|apply)-/.exec(name)?.[1], taken.flatMap(({ Resource }) => Resource)];
    });
    expect(Object.fromEntries(takes)).toEqual({
      plan: [`arn:aws:iam::${account}:role/ChildAccountPlanRole`],
      review: [],
      apply: [`arn:aws:iam::${account}:role/ChildAccountApplyRole`],
    });
  });

  it("tells tests where the outputs lie, and lets them read these alone", () => {
    const stack = resolveStack(compile(item({ Tests: { Smoke: test() } }), settings));
    const address = at(stack, "module", "prod", "deployment", "variables", "TF_OUTPUTS");
    expect(address).toMatch(
      /^s3:\/\/stagewright-deployments-111111111111\/applied\/stagewright-.*\/Prod\/outputs\.json$/,
    );
    const [tests] = Object.entries(policiesIn(stack)).filter(([name]) => name.includes("-tests-"));
    const reads = tests?.[1].Statement.filter(({ Sid }) => Sid === "ReadOutputs");
    expect(reads?.flatMap(({ Resource }) => Resource)).toEqual([
      String(address).replace("s3://", "arn:aws:s3:::"),
    ]);
  });
});

describe("what an item says to Terraform", () => {
  const hostile = [
    `\${file("/etc/passwd")}`,
    "%{ if true }",
    `"'; rm -rf / #`,
    "two\nlines",
    "#{codepipeline.PipelineExecutionId}",
    "$(id)",
    "`id`",
  ];

  it.each(hostile)("reaches the build as these very characters: %j", (text) => {
    const written = item({
      Terraform: { ...Terraform, BackendConfig: { key: text }, Variables: { name: text, list: [{ text }] } },
    });
    const value = told(written)[0]?.value ?? "";
    const asTerraformReads = value.replaceAll("$${", "${").replaceAll("%%{", "%{");
    expect(JSON.parse(asTerraformReads.replace(/\$\{data\.[a-z_.]+\}/g, "x"))).toMatchObject({
      backend: { config: { key: text } },
      variables: { name: text, list: [{ text }] },
    });
  });

  it("is in no command", () => {
    const written = item({ Terraform: { Directory: "a b", Workspace: "w~x", Variables: { v: "hostile" } } });
    for (const step of ["plan", "review", "apply"]) {
      const buildspec = at(
        compile(written, settings),
        "module",
        "prod",
        "deployment_projects",
        step,
        "buildspec",
      );
      expect(buildspec).not.toMatch(/a b|w~x|hostile/);
      expect(buildspec).toContain("sha256sum -c");
    }
  });

  it("takes parameters and secrets that are lent, as variables of the plan alone", () => {
    const written = item({ Terraform: { ...Terraform, Variables: { token: { Secret: "webshop/token" } } } });
    const lent = { name: "TF_VAR_token", type: "SECRETS_MANAGER", value: "webshop/token" };
    expect(told(written)).toContainEqual(lent);
    expect(told(written, "apply")).not.toContainEqual(lent);
    expect(JSON.stringify(told(written)[0])).not.toContain("webshop/token");
  });

  it("gives the same bytes in whatever order its keys stand", () => {
    const one = item({ Terraform: { ...Terraform, Variables: { a: { x: 1, y: 2 }, b: 1 } } });
    const other = item({ Terraform: { Variables: { b: 1, a: { y: 2, x: 1 } }, ...Terraform } });
    expect(compile(one, settings)).toEqual(compile(other, settings));
  });
});

it("leaves room for the tools of the installation in what a build is told", () => {
  const providers = Array.from({ length: 12 }, () => ({
    source: "hashicorp/aws",
    version: "5.100.0",
    sha256,
  }));
  const many = settingsWith({ terraform: { version: "1.11.4", sha256, providers } });
  const written = item({ Terraform: { ...Terraform, Variables: { n: "x".repeat(2000) } } });
  expect(problemsOf(written, { settings })).toEqual([]);
  expect(problemsOf(written, { settings: many })).toEqual([`item.terraform-too-long ${place}/Terraform`]);
});

describe("is refused of Terraform", () => {
  const limits = (when: string) =>
    settingsWith({
      terraform: settings.terraform,
      limits: { emails: ["*"], approvals: { [account]: { when } } },
    });
  const asks = { ManualApproval: "lead@example.com" };

  it.each([
    ["no directory", { Terraform: {} }, `item.missing-key ${place}/Terraform/Directory`],
    [
      "a step out of the repository",
      { Terraform: { Directory: "../other" } },
      `item.wrong-value ${place}/Terraform/Directory`,
    ],
    [
      "a file out of it",
      { Terraform: { ...Terraform, VariableFiles: ["/etc/x"] } },
      `item.wrong-value ${place}/Terraform/VariableFiles/0`,
    ],
    [
      "an option for a workspace",
      { Terraform: { ...Terraform, Workspace: "-x" } },
      `item.wrong-value ${place}/Terraform/Workspace`,
    ],
    [
      "keys of a backend",
      { Terraform: { ...Terraform, BackendConfig: { access_key: "AKIA" } } },
      `item.backend-credentials ${place}/Terraform/BackendConfig/access_key`,
    ],
    [
      "a secret that is not lent",
      { Terraform: { ...Terraform, Variables: { t: { Secret: "other" } } } },
      `item.limit-secret ${place}/Terraform/Variables/t/Secret`,
    ],
    [
      "a number with an exponent",
      { Terraform: { ...Terraform, Variables: { n: 1e21 } } },
      `item.terraform-number ${place}/Terraform/Variables/n`,
    ],
    [
      "more than a variable holds",
      { Terraform: { ...Terraform, Variables: { n: "x".repeat(4000) } } },
      `item.terraform-too-long ${place}/Terraform`,
    ],
    [
      "a time to ask, and nobody asked",
      { Terraform: { ...Terraform, ApproveWhen: "changes" } },
      `item.approve-when ${place}/Terraform/ApproveWhen`,
    ],
    ["a template beside it", { TemplatePath: "a.yaml" }, `item.unknown-key ${place}/TemplatePath`],
    [
      "another type beside it",
      { Deployment: { Type: "CloudFormation" } },
      `item.unknown-key ${place}/Terraform`,
    ],
  ])("%s", (_, keys, problem) => {
    expect(problemsOf(item(keys), { settings })).toContain(problem);
  });

  it.each([
    ["always", "changes", true],
    ["always", "always", false],
    ["changes", "destroys", true],
    ["destroys", "changes", false],
  ])("where %s is asked for an account, %s: %s", (required, ApproveWhen, refused) => {
    const problems = problemsOf(item({ ...asks, Terraform: { ...Terraform, ApproveWhen } }), {
      settings: limits(required),
    });
    expect(problems.includes(`item.limit-approve-when ${place}/Terraform/ApproveWhen`)).toBe(refused);
  });

  it("all of it, where the installation does not say so", () => {
    expect(problemsOf(item(), { settings: settingsWith({}) })).toEqual([
      `item.limit-terraform ${place}/Terraform`,
    ]);
  });

  it("an account that it is not for", () => {
    const narrow = settingsWith({ terraform: { ...settings.terraform, accounts: ["333333333333"] } });
    expect(problemsOf(item(), { settings: narrow })).toEqual([
      `item.limit-terraform-account ${place}/Terraform`,
    ]);
  });

  it("executions side by side", () => {
    expect(problemsOf(item({}, { ExecutionMode: "PARALLEL" }), { settings })).toEqual([
      "item.parallel-deployments /ExecutionMode",
    ]);
  });
});

describe("a pipeline without a build", () => {
  it("deploys a template of the source", () => {
    const model = modelOf(itemWith({ Prod: environment() }, { Build: false }), settings);
    const [create] = model.stages.at(-1)?.actions ?? [];
    expect(create?.inputs).toEqual(["Source"]);
    expect(create?.configuration.TemplatePath).toBe("Source::packagedtemplate.yaml");
  });

  it("is refused where it would deploy nothing, or says how to build", () => {
    expect(problemsOf(itemWith({}, { Build: false }), { settings })).toContain("item.nothing-to-do /Build");
    expect(problemsOf(item({}, { Build: false, BuildSpecFile: "a.yml" }), { settings })).toEqual([
      "item.no-build /BuildSpecFile",
    ]);
  });
});

describe("in a target account", () => {
  const kinds = (own: typeof settings) => childRoles(targetSite, own).map(({ kind }) => kind);
  const role = (kind: string, own = settings) =>
    childRoles(targetSite, own).find((each) => each.kind === kind);

  it("plan and apply have a role each, and without the setting neither is there", () => {
    expect(kinds(settings)).toEqual(expect.arrayContaining(["plan", "apply"]));
    expect(kinds(settingsWith({}))).not.toEqual(expect.arrayContaining(["plan"]));
  });

  it("they are not in an account that Terraform does not deploy to", () => {
    const narrow = settingsWith({ terraform: { ...settings.terraform, accounts: ["333333333333"] } });
    expect(kinds(settingsForAccount(narrow, account))).not.toContain("apply");
    expect(kinds(settingsForAccount(narrow, "333333333333"))).toContain("apply");
  });

  it("each is taken by the step that it is for, and by no other", () => {
    for (const kind of ["plan", "apply"]) {
      const callers = JSON.stringify(role(kind)?.trust);
      expect(callers).toContain(`-${kind}-*`);
      expect(callers).not.toMatch(kind === "plan" ? /-apply-/ : /-plan-/);
    }
  });

  it("the plan reads no content but what is listed, and is allowed nothing beside what readers are", () => {
    const state = "arn:aws:s3:::acme-states/webshop/*";
    const policy = role(
      "plan",
      settingsWith({ terraform: settings.terraform, childAccount: { planReads: [state] } }),
    )?.policy;
    expect(policy?.Statement).toEqual([
      expect.objectContaining({
        Effect: "Deny",
        NotResource: ["arn:aws:ssm:eu-west-1::parameter/aws/*", state],
      }),
    ]);
  });

  it("no application touches them", () => {
    const denied = role("deployer")?.policy.Statement.find(
      (one) => "Sid" in one && one.Sid === "ProtectOwnRoles",
    );
    expect(JSON.stringify(denied)).toContain("ChildAccountApplyRole");
  });
});
