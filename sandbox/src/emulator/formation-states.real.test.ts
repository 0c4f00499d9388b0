import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  CreateStackCommand,
  DeleteStackCommand,
  ExecuteChangeSetCommand,
} from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { allowRole, createStack, makeRole, type Statement, waitForStack } from "./formation.fixture.js";
import { installEmulator } from "./packages.js";

let dir = "";
let emulator: Emulator;
let formation: CloudFormationClient;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "states-"));
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
const tagged = (age: string) => ({
  Type: "AWS::SQS::Queue",
  Properties: { Tags: [{ Key: "age", Value: age }] },
});
/** A queue, and then what the roles here may not make. */
const withTopic = (Jobs: object = queue.Jobs) =>
  JSON.stringify({ Resources: { Jobs, News: { Type: "AWS::SNS::Topic", DependsOn: "Jobs" } } });
const template = (more: object = {}) => JSON.stringify({ Resources: queue, ...more });
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
const execute = (StackName: string, ChangeSetName = "set") =>
  formation.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));

describe("a change set", () => {
  const cannot = (status: string) =>
    new RegExp(`Stack:arn:aws:cloudformation:\\S+ is in ${status} state and can not be`);

  it("belongs to the same new stack as the one before, and leaves no name behind", async () => {
    const StackName = "anew";
    const first = await createSet(formation, { StackName });
    const second = await createSet(formation, { StackName, ChangeSetName: "second" });
    expect(second.StackId).toBe(first.StackId);
    await expect(createSet(formation, { StackName })).rejects.toThrow("ChangeSet [set] already exists");
    await formation.send(new DeleteStackCommand({ StackName }));
    await expect(waitForStack(formation, StackName)).rejects.toThrow("does not exist");
    const again = await createSet(formation, { StackName });
    expect(again.StackId).not.toBe(first.StackId);
  });

  it("is refused by a stack whose first deployment failed, until that is deleted", async () => {
    const StackName = "failed-first";
    await createSet(formation, { StackName, RoleARN: mayNothing });
    await execute(StackName);
    expect((await waitForStack(formation, StackName)).status).toBe("ROLLBACK_COMPLETE");

    const next = { StackName, ChangeSetName: "next" };
    const update = createSet(formation, { ...next, ChangeSetType: "UPDATE" });
    await expect(update).rejects.toThrow(cannot("ROLLBACK_COMPLETE"));
    await expect(createSet(formation, next)).rejects.toThrow(
      `Stack [${StackName}] already exists and cannot be created`,
    );
    const direct = new CreateStackCommand({ StackName, TemplateBody: template() });
    await expect(formation.send(direct)).rejects.toThrow(`Stack [${StackName}] already exists`);

    await formation.send(new DeleteStackCommand({ StackName }));
    await expect(waitForStack(formation, StackName)).rejects.toThrow("does not exist");
    await createSet(formation, { StackName });
    await execute(StackName);
    expect((await waitForStack(formation, StackName)).status).toBe("CREATE_COMPLETE");
  });

  it("is refused by a stack that could not roll back its creation", async () => {
    const StackName = "half-made";
    const making: Statement = { Action: ["sqs:CreateQueue", "sqs:GetQueueAttributes"], Resource: "*" };
    const RoleARN = await makeRole(emulator, "makes", "cloudformation.amazonaws.com", [making]);
    const made = await createStack(formation, { StackName, TemplateBody: withTopic(), RoleARN });
    expect(made.status).toBe("ROLLBACK_FAILED");
    const next = createSet(formation, { StackName, ChangeSetType: "UPDATE" });
    await expect(next).rejects.toThrow(cannot("ROLLBACK_FAILED"));
  });

  it("is refused by a stack that could not roll back an update", async () => {
    const StackName = "half-changed";
    const may = (tag: string): Statement[] => [
      { Action: ["sqs:CreateQueue", "sqs:GetQueueAttributes", "sqs:SetQueueAttributes"], Resource: "*" },
      { Action: "sqs:TagQueue", Resource: "*", Condition: { StringEquals: { "aws:RequestTag/age": tag } } },
    ];
    const RoleARN = await makeRole(emulator, "tags", "cloudformation.amazonaws.com", may("old"));
    const first = JSON.stringify({ Resources: { Jobs: tagged("old") } });
    const made = await createStack(formation, { StackName, TemplateBody: first, RoleARN });
    expect(made.status).toBe("CREATE_COMPLETE");
    await allowRole(emulator, "tags", may("new"));
    const change = { StackName, ChangeSetType: "UPDATE" as const };
    await createSet(formation, { ...change, TemplateBody: withTopic(tagged("new")) });
    await execute(StackName);
    expect((await waitForStack(formation, StackName)).status).toBe("UPDATE_ROLLBACK_FAILED");
    const next = createSet(formation, { ...change, ChangeSetName: "next" });
    await expect(next).rejects.toThrow(cannot("UPDATE_ROLLBACK_FAILED"));
  });

  it("is refused while the stack is at work", async () => {
    const StackName = "busy";
    const Wait = { Type: "AWS::CloudFormation::WaitConditionHandle" };
    const Until = {
      Type: "AWS::CloudFormation::WaitCondition",
      Properties: { Handle: { Ref: "Wait" }, Timeout: "3" },
    };
    const TemplateBody = JSON.stringify({ Resources: { Wait, Until } });
    await formation.send(new CreateStackCommand({ StackName, TemplateBody }));
    const set = createSet(formation, { StackName, ChangeSetType: "UPDATE" });
    await expect(set).rejects.toThrow(cannot("CREATE_IN_PROGRESS"));
    expect((await waitForStack(formation, StackName)).status).toBe("ROLLBACK_COMPLETE");
  });
});
