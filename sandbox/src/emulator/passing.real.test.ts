import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateFunctionCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { handler } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { makeRole, makeUser } from "./formation.fixture.js";
import { installEmulator } from "./packages.js";

let dir = "";
let emulator: Emulator;

const queue = `arn:aws:sqs:${testRegion}:${testAccount}:jobs`;
const role = `arn:aws:iam::${testAccount}:role/given`;

type Client = Awaited<ReturnType<typeof makeUser>>;

/** Calls that give a service a role, and the service. */
const calls: Record<string, readonly [string, (client: Client, name: string) => Promise<unknown>]> = {
  CreateFunction: [
    "lambda",
    (client, name) =>
      new LambdaClient(client).send(
        new CreateFunctionCommand({
          FunctionName: name,
          Role: role,
          Code: { ZipFile: handler("return event") },
          Handler: "index.handler",
          Runtime: "nodejs20.x",
        }),
      ),
  ],
  PutTargets: [
    "events",
    (client) =>
      new EventBridgeClient(client).send(
        new PutTargetsCommand({ Rule: "ours", Targets: [{ Id: "jobs", Arn: queue, RoleArn: role }] }),
      ),
  ],
  CreateSchedule: [
    "scheduler",
    (client, name) =>
      new SchedulerClient(client).send(
        new CreateScheduleCommand({
          Name: name,
          ScheduleExpression: "rate(1 hour)",
          FlexibleTimeWindow: { Mode: "OFF" },
          Target: { Arn: queue, RoleArn: role },
        }),
      ),
  ],
};

const services = { Action: ["lambda:*", "events:*", "scheduler:*"], Resource: "*" };

const passed = (service: string) => ({
  Action: "iam:PassRole",
  Resource: role,
  Condition: { StringEquals: { "iam:PassedToService": `${service}.amazonaws.com` } },
});

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "passing-"));
  const packages = await installEmulator();
  emulator = await startEmulator({ packages, stateDir: dir, accountId: testAccount, region: testRegion });
  await makeRole(emulator, "given", "lambda.amazonaws.com", []);
  const events = new EventBridgeClient(await makeUser(emulator, "maker", [services]));
  await events.send(new PutRuleCommand({ Name: "ours", ScheduleExpression: "rate(1 hour)" }));
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

it.each(Object.entries(calls))("%s asks its caller for iam:PassRole", async (action, [service, call]) => {
  const denied = `user/no-${action} is not authorized to perform: iam:PassRole on resource: ${role}`;
  await expect(call(await makeUser(emulator, `no-${action}`, [services]), "none")).rejects.toThrow(denied);

  const others = await makeUser(emulator, `other-${action}`, [services, passed("ecs")]);
  await expect(call(others, "none")).rejects.toThrow(/iam:PassRole/);

  await call(await makeUser(emulator, `yes-${action}`, [services, passed(service)]), "made");
});

it("asks nobody for a role that stays as it is", async () => {
  const maker = new LambdaClient(await makeUser(emulator, "changes", [services]));
  const change = new UpdateFunctionConfigurationCommand({ FunctionName: "made", Timeout: 5 });
  expect((await maker.send(change)).Timeout).toBe(5);
});

it("asks nobody for a target without a role", async () => {
  const maker = new EventBridgeClient(await makeUser(emulator, "plain", [services]));
  const put = new PutTargetsCommand({ Rule: "ours", Targets: [{ Id: "plain", Arn: queue }] });
  expect((await maker.send(put)).FailedEntryCount).toBe(0);
});
