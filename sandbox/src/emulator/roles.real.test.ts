import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEventQueue, type EventQueue } from "../event-queue.fixture.js";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { publishEvent } from "./events.js";
import { installEmulator } from "./packages.js";

let dir = "";
let emulator: Emulator;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "roles-"));
  const packages = await installEmulator();
  emulator = await startEmulator({ packages, stateDir: dir, accountId: testAccount, region: testRegion });
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${testRegion}:${testAccount}:${resource}`;
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const place = { region: testRegion, accountId: testAccount };

const events = "events.amazonaws.com";

/**
 * A service that delivers with a role, what it gives as the source when it takes one, and what the targets' own policies
 * let in: nobody who sends for a schedule, which needs none, and every rule, which counts for nothing beside a role.
 */
const senders = {
  schedule: {
    service: "scheduler.amazonaws.com",
    source: arn("scheduler", "schedule-group/default"),
    letIn: "sns.amazonaws.com",
  },
  rule: { service: events, source: arn("events", "rule/ours"), letIn: events },
};

interface Choices {
  readonly service: string;
  readonly source: string;
  readonly account?: string;
  readonly actions?: readonly string[];
  readonly boundary?: string;
}

async function makeRole(name: string, choices: Choices): Promise<string> {
  const { service, source, account = testAccount, actions = ["sqs:SendMessage"], boundary } = choices;
  const iam = new IAMClient(as(emulator));
  const AssumeRolePolicyDocument = document({
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account }, ArnEquals: { "aws:SourceArn": source } },
  });
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
  const PolicyDocument = document({ Effect: "Allow", Action: actions, Resource: arn("sqs", `${name}*`) });
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "send", PolicyDocument }));
  if (boundary) {
    const PermissionsBoundary = `arn:aws:iam::${testAccount}:policy/${boundary}`;
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: name, PermissionsBoundary }));
  }
  return `arn:aws:iam::${testAccount}:role/${name}`;
}

/** What is said of a target, beside that it was not reached. */
const reasons = (kind: keyof typeof senders): Record<string, string> => ({
  idle: `the role arn:aws:iam::${testAccount}:role/${kind}-idle may not sqs:SendMessage on ${arn("sqs", `${kind}-idle`)}`,
  bounded: `the role arn:aws:iam::${testAccount}:role/${kind}-bounded may not sqs:SendMessage on `,
  refused: `the role arn:aws:iam::${testAccount}:role/${kind}-refused may not sqs:SendMessage on `,
  elsewhere: `the role arn:aws:iam::${testAccount}:role/${kind}-elsewhere does not trust ${senders[kind].service} for ${senders[kind].source}`,
  stranger: `the role arn:aws:iam::${testAccount}:role/${kind}-stranger does not trust ${senders[kind].service} for `,
  another: `the role arn:aws:iam::${testAccount}:role/${kind}-another does not trust ${senders[kind].service} for `,
  missing: `account ${testAccount} has no role arn:aws:iam::${testAccount}:role/${kind}-missing`,
});

interface Target {
  readonly name: string;
  readonly queue: EventQueue;
  readonly role: string;
}

/** A queue for each reason, and one that may be reached, each with its role. */
async function makeTargets(kind: keyof typeof senders): Promise<Target[]> {
  const { service, source, letIn } = senders[kind];
  const named = (name: string) => `${kind}-${name}`;
  const role = (name: string, changes: Partial<Choices> = {}) =>
    makeRole(named(name), { service, source, ...changes });
  const PolicyDocument = document({ Effect: "Allow", Action: "sns:*", Resource: "*" });
  await new IAMClient(as(emulator)).send(
    new CreatePolicyCommand({ PolicyName: named("boundary"), PolicyDocument }),
  );
  const roles: Record<string, string> = {
    open: await role("open"),
    idle: await role("idle", { actions: ["sns:Publish"] }),
    bounded: await role("bounded", { boundary: named("boundary") }),
    refused: await role("refused"),
    elsewhere: await role("elsewhere", { source: source.replace(/[^/]*$/, "theirs") }),
    stranger: await role("stranger", { account: "222222222222" }),
    another: await role("another", { service: "lambda.amazonaws.com" }),
    missing: `arn:aws:iam::${testAccount}:role/${named("missing")}`,
  };
  return Promise.all(
    Object.entries(roles).map(async ([name, role]) => {
      const queue = await createEventQueue(as(emulator), named(name), place, letIn);
      if (name === "refused") await refuse(named(name));
      return { name: named(name), queue, role };
    }),
  );
}

/** A queue's own policy keeps everybody out, which binds roles too. */
async function refuse(name: string): Promise<void> {
  const Policy = document({
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:SendMessage",
    Resource: arn("sqs", name),
  });
  const QueueUrl = `${emulator.url}/${testAccount}/${name}`;
  await new SQSClient(as(emulator)).send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
}

async function schedule({ name, queue, role }: Target): Promise<void> {
  await new SchedulerClient(as(emulator)).send(
    new CreateScheduleCommand({
      Name: name,
      ScheduleExpression: "at(2020-01-01T00:00:00)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: queue.arn, RoleArn: role, Input: JSON.stringify({ to: name }) },
    }),
  );
}

async function addRule(targets: readonly Target[]): Promise<void> {
  const events = new EventBridgeClient(as(emulator));
  const EventPattern = JSON.stringify({ source: ["aws.codebuild"] });
  await events.send(new PutRuleCommand({ Name: "ours", EventPattern }));
  const Targets = targets.map(({ name, queue, role }) => ({
    ...{ Id: name, Arn: queue.arn, RoleArn: role },
    Input: JSON.stringify({ to: name }),
  }));
  const chunks = [Targets.slice(0, 5), Targets.slice(5)];
  for (const some of chunks) await events.send(new PutTargetsCommand({ Rule: "ours", Targets: some }));
}

const publish = () =>
  publishEvent(emulator, {
    ...{ accountId: testAccount, region: testRegion, source: "aws.codebuild", resources: [], detail: {} },
    detailType: "CodeBuild Build State Change",
  });

/** The one that is open is reached, and of all others the log says why they are not. */
async function expectOnlyOpen(kind: keyof typeof senders, targets: readonly Target[]): Promise<void> {
  const [open, ...closed] = targets;
  expect(await open?.queue.next()).toEqual({ to: `${kind}-open` });
  const log = () => readFile(join(dir, "log"), "utf8");
  for (const [name, reason] of Object.entries(reasons(kind))) {
    await expect.poll(log).toContain(`does not reach ${arn("sqs", `${kind}-${name}`)}: ${reason}`);
  }
  expect(await Promise.all(closed.map(({ queue }) => queue.next(0)))).toEqual(closed.map(() => ({})));
}

describe("a schedule", () => {
  it("reaches what its role may reach, if the role trusts it, and nothing else", async () => {
    const targets = await makeTargets("schedule");
    await Promise.all(targets.map(schedule));
    await expectOnlyOpen("schedule", targets);
    expect(await readFile(join(dir, "log"), "utf8")).toContain(
      arn("scheduler", "schedule/default/schedule-idle"),
    );
  });
});

describe("a rule whose target has a role", () => {
  it("reaches what that role may reach, if the role trusts it, whatever the target's policy allows", async () => {
    const targets = await makeTargets("rule");
    await addRule(targets);
    await publish();
    await expectOnlyOpen("rule", targets);
  });
});
