import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as, handler, trustOfService } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { installEmulator } from "./packages.js";
import { advanceClock } from "./time.js";

let dir = "";
let emulator: Emulator;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "schedule-"));
  const packages = await installEmulator();
  emulator = await startEmulator({ packages, stateDir: dir, accountId: testAccount, region: testRegion });
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

const role = (name: string) => `arn:aws:iam::${testAccount}:role/${name}`;
const clock = `arn:aws:lambda:${testRegion}:${testAccount}:function:clock`;

async function makeRole(RoleName: string, service: string): Promise<void> {
  const AssumeRolePolicyDocument = trustOfService(service);
  await new IAMClient(as(emulator)).send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
}

/** Writes a file when it is called. No policy of its own lets anybody in. */
async function makeFunction(called: string): Promise<void> {
  await makeRole("runner", "lambda.amazonaws.com");
  const body = `require("node:fs").writeFileSync(${JSON.stringify(called)}, "");`;
  await new LambdaClient(as(emulator)).send(
    new CreateFunctionCommand({
      ...{ FunctionName: "clock", Role: role("runner"), Runtime: "nodejs20.x", Handler: "index.handler" },
      Code: { ZipFile: handler(body) },
    }),
  );
}

async function makeCaller(): Promise<void> {
  await makeRole("caller", "scheduler.amazonaws.com");
  const allowed = { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: clock };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [allowed] });
  await new IAMClient(as(emulator)).send(
    new PutRolePolicyCommand({ RoleName: "caller", PolicyName: "call", PolicyDocument }),
  );
}

it("a schedule of one minute calls its function when the minute is over, by itself", async () => {
  const called = join(dir, "called");
  await makeFunction(called);
  await makeCaller();
  await new SchedulerClient(as(emulator)).send(
    new CreateScheduleCommand({
      ...{ Name: "clock", ScheduleExpression: "rate(1 minute)", FlexibleTimeWindow: { Mode: "OFF" } },
      Target: { Arn: clock, RoleArn: role("caller") },
    }),
  );
  await advanceClock(emulator, 10);
  // The emulator looks at its schedules every ten seconds.
  await sleep(11_000);
  expect(existsSync(called)).toBe(false);
  await advanceClock(emulator, 60);
  await expect.poll(() => existsSync(called), { timeout: 30_000, interval: 100 }).toBe(true);
});
