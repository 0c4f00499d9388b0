import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  LambdaClient,
  RemovePermissionCommand,
} from "@aws-sdk/client-lambda";
import {
  CreateTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createEventQueue, type EventQueue } from "../event-queue.fixture.js";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as, handler, trustOfService } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { publishEvent } from "./events.js";
import { installEmulator } from "./packages.js";

/** Unlike the others, a function is reached some time after the event. */
const functionMs = 2_000;

let dir = "";
let emulator: Emulator;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "targets-"));
  const packages = await installEmulator();
  emulator = await startEmulator({ packages, stateDir: dir, accountId: testAccount, region: testRegion });
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${testRegion}:${testAccount}:${resource}`;
const place = { region: testRegion, accountId: testAccount };
const [own, another] = [arn("events", "rule/ours"), arn("events", "rule/theirs")];

/** Something that a rule may have as its target. */
interface Target {
  readonly arn: string;
  /** Lets EventBridge in for one rule, and for no other. */
  letIn(rule: string): Promise<unknown>;
  /** Whether something has come in since the last look. */
  isReached(): Promise<boolean>;
}

const letting = (action: string, resource: string, rule: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: action,
        Resource: resource,
        Condition: { ArnEquals: { "aws:SourceArn": rule } },
      },
    ],
  });

async function makeFunction(): Promise<Target> {
  const lambda = new LambdaClient(as(emulator));
  const called = join(dir, "called");
  const role = { RoleName: "f", AssumeRolePolicyDocument: trustOfService("lambda.amazonaws.com") };
  const { Role } = await new IAMClient(as(emulator)).send(new CreateRoleCommand(role));
  const FunctionName = "f";
  await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName, Role: Role?.Arn, Runtime: "nodejs20.x", Handler: "index.handler" },
      Code: { ZipFile: handler(`require("node:fs").writeFileSync(${JSON.stringify(called)}, "")`) },
    }),
  );
  const permission = { FunctionName, StatementId: "rule" };
  return {
    arn: arn("lambda", "function:f"),
    letIn: async (SourceArn) => {
      await lambda.send(new RemovePermissionCommand(permission)).catch(() => undefined);
      const Principal = "events.amazonaws.com";
      const Action = "lambda:InvokeFunction";
      await lambda.send(new AddPermissionCommand({ ...permission, Principal, Action, SourceArn }));
    },
    isReached: async () => {
      const reached = existsSync(called);
      rmSync(called, { force: true });
      return reached;
    },
  };
}

async function makeQueue(): Promise<Target> {
  const sqs = new SQSClient(as(emulator));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "queue" }));
  const queue = arn("sqs", "queue");
  return {
    arn: queue,
    letIn: (rule) => {
      const Attributes = { Policy: letting("sqs:SendMessage", queue, rule) };
      return sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    },
    isReached: async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      return Messages.length > 0;
    },
  };
}

/** A topic, and what comes out of it; its policy is this statement and lets EventBridge publish. */
async function makeTopic(Name: string, condition: object = {}): Promise<Omit<Target, "letIn">> {
  const sns = new SNSClient(as(emulator));
  const topic = arn("sns", Name);
  await sns.send(new CreateTopicCommand({ Name }));
  const reader = await createEventQueue(as(emulator), `${Name}-reader`, place, "sns.amazonaws.com");
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: "sqs", Endpoint: reader.arn }));
  const Principal = { Service: "events.amazonaws.com" };
  const statement = { Effect: "Allow", Principal, Action: "sns:Publish", Resource: topic, ...condition };
  const AttributeValue = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const attribute = { TopicArn: topic, AttributeName: "Policy", AttributeValue };
  await sns.send(new SetTopicAttributesCommand(attribute));
  return { arn: topic, isReached: async () => "Message" in (await reader.next(0)) };
}

/** A role that EventBridge may take, and that may publish on a topic. */
async function makePublisher(topic: string): Promise<string> {
  const iam = new IAMClient(as(emulator));
  const role = { RoleName: "publisher", AssumeRolePolicyDocument: trustOfService("events.amazonaws.com") };
  const { Role } = await iam.send(new CreateRoleCommand(role));
  const Statement = [{ Effect: "Allow", Action: "sns:Publish", Resource: topic }];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName: "publisher", PolicyName: "p", PolicyDocument }));
  return Role?.Arn ?? "";
}

/** An event for which the rules wait; it has come when the queue has it that lets every rule in. */
async function publish(open: EventQueue): Promise<void> {
  const [accountId, region, detailType] = [testAccount, testRegion, "CodeBuild Build State Change"];
  const event = { accountId, region, source: "aws.codebuild", detailType, resources: [], detail: {} };
  await publishEvent(emulator, event);
  expect(await open.next()).toMatchObject({ source: "aws.codebuild" });
}

/** A rule `ours` with these targets and a queue that lets any rule in, by which it shows that an event has come. */
async function addRule(
  name: string,
  targets: readonly { readonly arn: string; readonly role?: string }[],
): Promise<EventQueue> {
  const events = new EventBridgeClient(as(emulator));
  const EventPattern = JSON.stringify({ source: ["aws.codebuild"] });
  await events.send(new PutRuleCommand({ Name: name, EventPattern }));
  const open = await createEventQueue(as(emulator), `${name}-open`, place);
  const Targets = [...targets, { arn: open.arn, role: undefined }].map(({ arn: Arn, role }, Id) => ({
    ...{ Id: String(Id), Arn },
    ...(role && { RoleArn: role }),
  }));
  await events.send(new PutTargetsCommand({ Rule: name, Targets }));
  return open;
}

it("a rule reaches functions and queues whose policies let it in, and no others", async () => {
  const targets = [await makeFunction(), await makeQueue()];
  const open = await addRule("ours", targets);
  const reached = () => Promise.all(targets.map((target) => target.isReached()));
  await publish(open);
  for (const target of targets) await target.letIn(another);
  await publish(open);
  await sleep(functionMs);
  expect(await reached()).toEqual([false, false]);
  for (const target of targets) await target.letIn(own);
  await publish(open);
  for (const target of targets)
    await vi.waitFor(async () => expect(await target.isReached()).toBe(true), { timeout: 10_000 });
});

it("a rule reaches a topic by a role, or by a policy without a condition, and never under one", async () => {
  const underCondition = { Condition: { ArnEquals: { "aws:SourceArn": arn("events", "rule/tells") } } };
  const fulfilled = { Condition: { StringEqualsIfExists: { "aws:SourceAccount": testAccount } } };
  const [role, open, closed, odd] = [
    await makeTopic("role", underCondition),
    await makeTopic("open"),
    await makeTopic("closed", underCondition),
    await makeTopic("odd", fulfilled),
  ];
  const told = await addRule("tells", [{ ...role, role: await makePublisher(role.arn) }, open, closed, odd]);
  await publish(told);
  for (const each of [role, open])
    await vi.waitFor(async () => expect(await each.isReached()).toBe(true), { timeout: 10_000 });
  expect(await Promise.all([closed, odd].map((each) => each.isReached()))).toEqual([false, false]);
});
