import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  CreateStackCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { makeRole, makeUser, type Statement } from "./formation.fixture.js";
import { installEmulator } from "./packages.js";

let dir = "";
let emulator: Emulator;
let formation: CloudFormationClient;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "transforms-"));
  const packages = await installEmulator();
  emulator = await startEmulator({ packages, stateDir: dir, accountId: testAccount, region: testRegion });
  formation = new CloudFormationClient(as(emulator));
  await makeRole(emulator, "may-nothing", "cloudformation.amazonaws.com", []);
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

const queue = { Jobs: { Type: "AWS::SQS::Queue" } };
const template = (more: object = {}) => JSON.stringify({ Resources: queue, ...more });
const transform = `arn:aws:cloudformation:${testRegion}:aws:transform/LanguageExtensions`;
const mayNothing = `arn:aws:iam::${testAccount}:role/may-nothing`;
const Capabilities = ["CAPABILITY_AUTO_EXPAND" as const];

const createSet = (client: CloudFormationClient, input: Partial<CreateChangeSetCommandInput>) =>
  client.send(
    new CreateChangeSetCommand({
      StackName: "stack",
      ChangeSetName: "set",
      ChangeSetType: "CREATE",
      TemplateBody: template(),
      Capabilities,
      ...input,
    }),
  );
const describeSet = (StackName: string, ChangeSetName = "set") =>
  formation.send(new DescribeChangeSetCommand({ StackName, ChangeSetName }));
const statusOf = async (StackName: string) => {
  const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName }));
  return Stacks?.[0]?.StackStatus;
};

describe("a transform", () => {
  const TemplateBody = template({ Transform: "AWS::LanguageExtensions" });
  const operations: Statement = {
    Action: "cloudformation:*",
    Resource: [`arn:aws:cloudformation:*:*:stack/*`, `arn:aws:cloudformation:*:*:changeSet/*`],
  };
  const expansion: Statement = { Action: "cloudformation:CreateChangeSet", Resource: transform };

  it("is asked of who calls", async () => {
    const without = new CloudFormationClient(await makeUser(emulator, "without", [operations]));
    await createSet(without, { StackName: "asked", TemplateBody });
    const set = await describeSet("asked");
    expect(set).toMatchObject({ Status: "FAILED", ExecutionStatus: "UNAVAILABLE" });
    expect(set.StatusReason).toContain(
      `user/without is not authorized to perform: cloudformation:CreateChangeSet on resource: ${transform}`,
    );
    expect(await statusOf("asked")).toBe("REVIEW_IN_PROGRESS");

    const allowed = new CloudFormationClient(await makeUser(emulator, "allowed", [operations, expansion]));
    await createSet(allowed, { StackName: "asked", ChangeSetName: "second", TemplateBody });
    expect((await describeSet("asked", "second")).Status).toBe("CREATE_COMPLETE");
  });

  it("is asked of the stack's role", async () => {
    await createSet(formation, { StackName: "of-role", TemplateBody, RoleARN: mayNothing });
    const { StatusReason } = await describeSet("of-role");
    expect(StatusReason).toContain("assumed-role/may-nothing/AWSCloudFormation is not authorized to perform");
    const stack = { StackName: "of-role-too", TemplateBody, Capabilities, RoleARN: mayNothing };
    await expect(formation.send(new CreateStackCommand(stack))).rejects.toThrow(
      "cloudformation:CreateChangeSet",
    );
  });

  it.each([
    [
      "a transform that AWS does not have",
      { Transform: "AWS::Serverles-2016-10-31" },
      "AWS::Serverles-2016-10-31",
    ],
    ["a macro of the account", { Transform: ["Ours"] }, "Ours"],
    ["a macro in a part", { Mappings: { "Fn::Transform": { Name: "Part" } } }, "Part"],
  ])("fails by name, if it is %s", async (title, more, name) => {
    const StackName = title.replaceAll(" ", "-");
    await createSet(formation, { StackName, TemplateBody: template(more) });
    expect(await describeSet(StackName)).toMatchObject({
      Status: "FAILED",
      StatusReason: `No transform named ${name} found.`,
    });
    const direct = { StackName: `${StackName}-direct`, TemplateBody: template(more), Capabilities };
    await expect(formation.send(new CreateStackCommand(direct))).rejects.toThrow(
      `No transform named ${name} found.`,
    );
  });
});
