import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { childRoles, settingsOf } from "../../child-account/index.js";
import { sayUnprepared } from "../../cli/accounts/prepared.js";
import type { Pipeline } from "../../compiler/pipeline/index.js";
import { fromOutput } from "../../toolchain/index.js";
import { test as aTest, environment, itemWith } from "../support/items.js";
import { transcript } from "../support/transcript.js";
import {
  asTargetRole,
  byProfile,
  byRole,
  byTemplate,
  central,
  documentsOf,
  type Fleet,
  makeCaller,
  rootOf,
  startFleet,
} from "./fleet.fixture.js";

const formation = "ChildAccountFormationRole";
const accounts = [byProfile, byRole];
const item = itemWith({
  Alpha: environment({ AwsAccountId: byProfile, Tests: { Smoke: aTest() } }),
  Prod: environment({ AwsAccountId: byRole, Tests: { Smoke: aTest() } }),
});

let fleet: Fleet;
let pipeline: Pipeline;

beforeAll(async () => {
  fleet = await startFleet();
});

afterAll(() => fleet?.close());

const roleOf = (name: string) => `arn:aws:iam::${central}:role/${name}`;
const template = { Resources: { Topic: { Type: "AWS::SNS::Topic" } } };

describe("stagewright accounts", () => {
  it("shows what it would do, and does nothing where nobody can be asked", async () => {
    const { exitCode, stderr } = await fleet.command("deploy", byProfile);
    expect(stderr).toContain("+ module.roles.aws_iam_role.deployer");
    expect(exitCode).toBe(2);
    const list = await fleet.command("list", byProfile, "--json");
    expect(JSON.parse(list.stdout)).toMatchObject({ accounts: [{ prepared: "unknown" }] });
  });

  it("makes the roles, through a profile and through the administration role", async () => {
    const { exitCode, stderr } = await fleet.command("deploy", ...accounts, "--yes");
    expect(stderr).toContain(`${byRole}: done.`);
    expect(exitCode).toBe(0);
    const list = await fleet.command("list", ...accounts, "--json");
    const prepared = accounts.map((account) => ({ account, repositories: [], prepared: "here" }));
    expect(JSON.parse(list.stdout)).toEqual({ accounts: prepared });
  });

  it("gives a template that CloudFormation takes", async () => {
    const { stdout } = await fleet.command("template");
    const client = new CloudFormationClient(rootOf(fleet.sandbox, byTemplate));
    const capabilities = { Capabilities: ["CAPABILITY_NAMED_IAM" as const] };
    await client.send(new CreateStackCommand({ StackName: "roles", TemplateBody: stdout, ...capabilities }));
    await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1 }, { StackName: "roles" });
  });

  it.each([byProfile, byRole, byTemplate])("leaves in %s exactly the roles of the model", async (account) => {
    const { settings } = fleet;
    const { region, namePrefix } = settings;
    const site = { partition: "aws", account, region, centralAccount: central, namePrefix };
    for (const { kind, name, trust, policy } of childRoles(site, settingsOf(settings, account))) {
      expect(await documentsOf(fleet, account, name, kind)).toEqual({ trust, policy });
    }
  });
});

describe("a pipeline whose accounts are prepared", () => {
  beforeAll(async () => {
    const work = await fleet.synth(item);
    pipeline = work.pipeline;
    await work.cdktf().deploy(pipeline.name, ...fromOutput(work.out));
  });

  const allowed = (caller: string, account: string, role: string) =>
    asTargetRole(fleet, caller, account, role).then(
      () => true,
      (error) => {
        expect(error).toMatchObject({ name: "AccessDenied" });
        return false;
      },
    );

  it.each(accounts)("takes the formation role of %s, and no other role there", async (account) => {
    const caller = roleOf(pipeline.roles.pipeline);
    expect(await allowed(caller, account, formation)).toBe(true);
    expect(await allowed(caller, account, "ChildAccountTestRole")).toBe(false);
    expect(await allowed(caller, account, "ChildAccountDeployerRole")).toBe(false);
  });

  it("has tests that take the test role of their own account, and nothing else", async () => {
    for (const { testsRole, accountId } of pipeline.environments) {
      for (const account of accounts) {
        expect(await allowed(roleOf(testsRole), account, "ChildAccountTestRole")).toBe(account === accountId);
        expect(await allowed(roleOf(testsRole), account, formation)).toBe(false);
      }
    }
  });

  it.each([
    [
      "a pipeline's role of a repository that is listed",
      "stagewright-x--aaaaaaaaaa-pipeline",
      "acme/new",
      true,
    ],
    ["a pipeline's role of another repository", "stagewright-x--bbbbbbbbbb-pipeline", "payments", false],
    ["a pipeline's role of another installation", "other-x--aaaaaaaaaa-pipeline", "webshop", false],
    ["a build's role", "stagewright-x--aaaaaaaaaa-build", "webshop", false],
    ["the control plane's role", "stagewright_control-reconciler", "webshop", false],
  ])("shares its formation role with %s: %s of %s, %s", async (_, name, repository, expected) => {
    const caller = await makeCaller(fleet, name, repository);
    expect(await allowed(caller, byProfile, formation)).toBe(expected);
    expect(await allowed(caller, byTemplate, formation)).toBe(expected);
  });

  it("deploys its stack with the deployer role, and its tests see what came of it", async () => {
    const [first] = pipeline.environments;
    const { stackName = "", changeSetName = "", testsRole = "" } = first ?? {};
    const client = await asTargetRole(fleet, roleOf(pipeline.roles.pipeline), byProfile, formation);
    const names = { StackName: stackName, ChangeSetName: changeSetName };
    await client.send(new CreateChangeSetCommand(changeSet(names, "ChildAccountDeployerRole")));
    await waitUntilChangeSetCreateComplete({ client, maxWaitTime: 60, minDelay: 1 }, names);
    await client.send(new ExecuteChangeSetCommand(names));
    await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1 }, { StackName: stackName });

    const tests = await asTargetRole(fleet, roleOf(testsRole), byProfile, "ChildAccountTestRole");
    const { Stacks } = await tests.send(new DescribeStacksCommand({ StackName: stackName }));
    expect(Stacks).toMatchObject([{ StackStatus: "CREATE_COMPLETE" }]);
    const refused = tests.send(new CreateChangeSetCommand(changeSet(names, "ChildAccountDeployerRole")));
    await expect(refused).rejects.toThrow(/not authorized to perform: cloudformation:CreateChangeSet/);
  });

  it("touches no stack that is not of a pipeline", async () => {
    const client = await asTargetRole(fleet, roleOf(pipeline.roles.pipeline), byProfile, formation);
    const names = { StackName: "stagewright-network", ChangeSetName: "mine" };
    const refused = client.send(new CreateChangeSetCommand(changeSet(names, "ChildAccountDeployerRole")));
    await expect(refused).rejects.toThrow(/not authorized to perform: cloudformation:CreateChangeSet/);
  });
});

describe("stagewright plan", () => {
  const said = async (pipeline: Pipeline) => {
    const out = transcript();
    await sayUnprepared(pipeline, fleet.settings, new S3Client(fleet.client), out);
    return out.lines.join("\n");
  };

  it("tells of accounts that nobody has prepared, as far as is known here", async () => {
    const elsewhere = itemWith({ Prod: environment({ AwsAccountId: byTemplate }) });
    expect(await said(pipeline)).toBe("");
    expect(await said((await fleet.synth(elsewhere)).pipeline)).toContain(
      `The account ${byTemplate} has not been prepared`,
    );
  });
});

function changeSet(names: { StackName: string; ChangeSetName: string }, role: string) {
  return {
    ...names,
    ChangeSetType: "CREATE" as const,
    RoleARN: `arn:aws:iam::${byProfile}:role/${role}`,
    TemplateBody: JSON.stringify(template),
  };
}
