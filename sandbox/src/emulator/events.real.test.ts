import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEventQueue, type EventQueue } from "../event-queue.fixture.js";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { publishEvent } from "./events.js";
import { installEmulator } from "./packages.js";

let dir = "";
let emulator: Emulator;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "events-"));
  emulator = await startEmulator({
    packages: await installEmulator(),
    stateDir: dir,
    accountId: testAccount,
    region: testRegion,
  });
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

const event = {
  accountId: testAccount,
  region: testRegion,
  source: "aws.codebuild",
  detailType: "CodeBuild Build State Change",
  resources: ["arn:aws:codebuild:eu-central-1:111111111111:build/shop:1"],
  detail: { "build-status": "SUCCEEDED", "project-name": "größer" },
};

/** A queue of an account that a rule on `aws.codebuild` feeds. */
async function listen(account: string): Promise<EventQueue> {
  const place = { region: testRegion, accountId: account };
  const queue = await createEventQueue(as(emulator, account), "builds", place);
  const events = new EventBridgeClient(as(emulator, account));
  const EventPattern = JSON.stringify({ source: ["aws.codebuild"] });
  await events.send(new PutRuleCommand({ Name: "builds", EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: "builds", Targets: [{ Id: "queue", Arn: queue.arn }] }));
  return queue;
}

it("an event of a service reaches the rules of its account, and of no other", async () => {
  const [own, other] = [await listen(testAccount), await listen("222222222222")];
  await publishEvent(emulator, event);
  const { accountId: account, region, detailType, ...rest } = event;
  expect(await own.next()).toMatchObject({ account, region, "detail-type": detailType, ...rest });
  expect([await own.next(1), await other.next(1)]).toEqual([{}, {}]);
});

it("callers of PutEvents cannot send as a service", async () => {
  const client = new EventBridgeClient(as(emulator));
  const entry = { Source: "aws.codebuild", DetailType: "x", Detail: "{}" };
  const { Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  expect(Entries?.[0]?.ErrorCode).toBe("NotAuthorizedForSourceException");
});
