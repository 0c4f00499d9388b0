import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { type Checkout, openCheckout } from "./checkout.js";

/** What README.md says, in a clone of the checkout, typed into shells. Nothing is set but what settings must say. */
let checkout: Checkout;

const settings = {
  centralAccount: "111111111111",
  region: "eu-central-1",
  controller: { scheduleMinutes: 1 },
};
const item = {
  RepoName: "webshop",
  RepoTag: "main",
  DeploymentConfigurations: { Staging: { AwsAccountId: "222222222222", Deploy: true } },
};

const waiting = { timeout: 300_000, interval: 2000 };

beforeAll(async () => {
  checkout = await openCheckout();
  await checkout.write("stagewright.yaml", stringify(settings));
  await checkout.write("webshop.yaml", stringify(item));
});

afterAll(() => checkout?.close());

async function stateOfItem(): Promise<unknown> {
  // As long as the item is not applied the exit code may say so.
  const answer = await checkout.shell("stagewright status webshop main --json || true");
  return JSON.parse(answer).pipelines[0]?.state;
}

/** What `sandbox env` says, for an SDK client. */
async function reach() {
  const names = ["AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
  const answer = await checkout.shell(names.map((name) => `echo "$${name}"`).join("\n"));
  const [endpoint = "", region = "", accessKeyId = "", secretAccessKey = ""] = answer.split("\n");
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
}

/** How often a function was called. */
async function callsOf(name: string): Promise<number> {
  const logs = new CloudWatchLogsClient(await reach());
  const request = new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}`, filterPattern: "START" });
  const { events = [] } = await logs.send(request).catch(() => ({}) as { events?: [] });
  return events.length;
}

describe("stagewright in a checkout, with its sandbox in the default place", () => {
  it("makes a control plane, whose schedule of one minute looks by itself", async () => {
    await checkout.shell("stagewright bootstrap --yes");
    // Nothing else has called the function yet: no build has ended.
    await expect.poll(() => callsOf("stagewright_control-schedule"), waiting).toBeGreaterThan(0);
  });

  it("applies an item", async () => {
    await checkout.shell("stagewright put webshop.yaml --yes");
    await expect.poll(stateOfItem, waiting).toBe("applied");
  });

  it("tells of no trouble", () => {
    expect(checkout.said()).not.toContain("function ");
  });
});
