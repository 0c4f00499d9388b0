import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as } from "./emulator.fixture.js";
import { createStack, waitForStack } from "./formation.fixture.js";
import { advanceClock, confirmSubscription, type Emulator, installEmulator, startEmulator } from "./index.js";

let dir = "";
let emulator: Emulator;
let sns: SNSClient;

const TopicArn = `arn:aws:sns:${testRegion}:${testAccount}:approvals`;
const hours = 60 * 60;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "subscriptions-"));
  const packages = await installEmulator();
  emulator = await startEmulator({ packages, stateDir: dir, accountId: testAccount, region: testRegion });
  sns = new SNSClient(as(emulator));
  await sns.send(new CreateTopicCommand({ Name: "approvals" }));
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

async function subscribe(Endpoint: string, ReturnSubscriptionArn: boolean): Promise<string> {
  const request = { TopicArn, Protocol: "email", Endpoint, ReturnSubscriptionArn };
  return (await sns.send(new SubscribeCommand(request))).SubscriptionArn ?? "";
}

async function listed(topic = TopicArn): Promise<string[]> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
  return Subscriptions.map(({ Endpoint, SubscriptionArn = "" }) => {
    return `${Endpoint} ${SubscriptionArn.startsWith(topic) ? "confirmed" : SubscriptionArn}`;
  });
}

it("an e-mail address waits for its confirmation, and is gone when nobody gave it for 48 hours", async () => {
  expect(await subscribe("ann@example.com", false)).toBe("pending confirmation");
  const arn = await subscribe("bob@example.com", true);
  expect(arn).toMatch(`${TopicArn}:`);
  const attributes = () =>
    sns
      .send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }))
      .then(({ Attributes }) => Attributes);
  expect(await attributes()).toMatchObject({ PendingConfirmation: "true" });
  expect(await listed()).toEqual([
    "ann@example.com PendingConfirmation",
    "bob@example.com PendingConfirmation",
  ]);
  await expect(sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }))).rejects.toThrow(
    /Cannot unsubscribe a subscription that is pending confirmation/,
  );

  await confirmSubscription(emulator, { topicArn: TopicArn, endpoint: "ann@example.com" });
  await advanceClock(emulator, 47 * hours);
  expect(await listed()).toEqual(["ann@example.com confirmed", "bob@example.com PendingConfirmation"]);
  expect(await subscribe("ann@example.com", true)).toMatch(TopicArn);
  expect(await listed()).toContain("ann@example.com confirmed");

  await advanceClock(emulator, hours);
  expect(await listed()).toEqual(["ann@example.com confirmed"]);
  await expect(attributes()).rejects.toThrow(/does not exist/);
  await subscribe("bob@example.com", true);
  expect(await listed()).toEqual(["ann@example.com confirmed", "bob@example.com PendingConfirmation"]);
});

it("an address in a template waits too, alone, with its topic, and where an update brings it", async () => {
  const byMail = (Endpoint: string) => ({ Protocol: "email", Endpoint });
  const template = (...inline: object[]) =>
    JSON.stringify({
      Resources: {
        News: { Type: "AWS::SNS::Topic", Properties: { TopicName: "news", Subscription: inline } },
        Alone: {
          Type: "AWS::SNS::Subscription",
          Properties: { TopicArn: { Ref: "News" }, ...byMail("alone@example.com") },
        },
      },
    });
  const formation = new CloudFormationClient(as(emulator));
  const StackName = "news";
  const TemplateBody = template(byMail("inline@example.com"));
  expect(await createStack(formation, { StackName, TemplateBody })).toMatchObject({ failures: [] });

  const topicArn = TopicArn.replace("approvals", "news");
  await confirmSubscription(emulator, { topicArn, endpoint: "inline@example.com" });
  const later = template(byMail("inline@example.com"), byMail("later@example.com"));
  await formation.send(new UpdateStackCommand({ StackName, TemplateBody: later }));
  expect(await waitForStack(formation, StackName)).toMatchObject({ status: "UPDATE_COMPLETE" });
  expect((await listed(topicArn)).sort()).toEqual([
    "alone@example.com PendingConfirmation",
    "inline@example.com confirmed",
    "later@example.com PendingConfirmation",
  ]);

  await advanceClock(emulator, 48 * hours);
  expect(await listed(topicArn)).toEqual(["inline@example.com confirmed"]);
});
