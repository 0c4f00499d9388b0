import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type Emulator, installEmulator, startEmulator } from "@stagewright/sandbox/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Settings } from "../../../compiler/index.js";
import { stagewright } from "../../../testing/installation/stagewright.js";
import { testSettings, writtenSettings } from "../../../testing/items/settings.js";
import { backendPlaces, Objects, ownS3 } from "../../state/index.js";
import { controlPlaneNames } from "../names.js";
import type { BootstrapClients } from "./clients.js";
import { destroyInstallation } from "./destroy.js";
import { ensureStateStore, findStateStore } from "./state-store.js";
import { unlock } from "./unlock.js";

const accountId = "111111111111";
const region = "us-east-1";

let emulator: Emulator;
let stateDir: string;
let clients: BootstrapClients;
let settings: Settings;
let objects: Objects;
let stores = 0;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "stagewright-store-"));
  emulator = await startEmulator({ packages: await installEmulator(), stateDir, accountId, region });
  const credentials = emulator.root(accountId);
  const config = { endpoint: emulator.url, region, credentials };
  const dynamodb = new DynamoDBClient(config);
  const documents = DynamoDBDocumentClient.from(dynamodb);
  const s3 = ownS3({ ...config, forcePathStyle: true }, accountId);
  clients = {
    dynamodb,
    documents,
    iam: new IAMClient(config),
    s3,
    ssm: new SSMClient(config),
    sts: new STSClient(config),
  };
});

afterAll(async () => {
  await emulator.close();
  await rm(stateDir, { recursive: true, force: true });
});

beforeEach(async () => {
  stores += 1;
  settings = testSettings({ state: { bucket: `states-${stores}`, lockTable: `locks-${stores}` } });
  objects = new Objects(clients.s3, settings.state.bucket);
  await ensureStateStore(settings, clients);
});

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const places = () => backendPlaces(controlPlaneNames(settings).stateKey, settings.state.bucket);
const row = (Item: Record<string, unknown>) =>
  clients.documents.send(new PutCommand({ TableName: settings.state.lockTable, Item }));

async function rows(): Promise<Record<string, unknown>[]> {
  return (await clients.documents.send(new ScanCommand({ TableName: settings.state.lockTable }))).Items ?? [];
}

async function keys(): Promise<string[]> {
  const found: string[] = [];
  for await (const key of objects.keys("")) found.push(key);
  return found;
}

describe("a lock that a dead bootstrap left", () => {
  const state = bytes({ resources: [] });
  const right = createHash("md5").update(state).digest("hex");

  beforeEach(async () => {
    await objects.write(places().state, state);
    await row({ LockID: places().lockId, Info: JSON.stringify({ ID: "dead", Who: "ann@laptop" }) });
    await row({ LockID: places().digestId, Digest: "other" });
  });

  it("is given back by its id, and the digest fits then", async () => {
    expect(await unlock("dead", settings, clients)).toBe(true);
    expect(await rows()).toEqual([{ LockID: places().digestId, Digest: right }]);
    expect(await unlock("dead", settings, clients)).toBe(false);
  });

  it("stays where another is meant, and so does the digest, which may be on its way", async () => {
    const before = await rows();
    expect(await unlock("another", settings, clients)).toBe(false);
    expect(await rows()).toEqual(before);
  });

  it("is given back in the bucket too, but no other", async () => {
    await objects.write(places().lockFile, bytes({ ID: "living", Who: "bob@laptop" }));
    expect(await unlock("dead", settings, clients)).toBe(true);
    expect(await keys()).toContain(places().lockFile);
    expect(await rows()).toEqual([{ LockID: places().digestId, Digest: "other" }]);
    expect(await unlock("living", settings, clients)).toBe(true);
    expect(await keys()).toEqual([places().state]);
  });
});

describe("stagewright bootstrap --unlock", () => {
  it("gives a lock back before anything else, once somebody says that its run has ended", async () => {
    const file = join(stateDir, "stagewright.yaml");
    await writeFile(file, stringify(writtenSettings({ state: settings.state })));
    await row({ LockID: places().lockId, Info: JSON.stringify({ ID: "dead", Who: "ann@laptop" }) });
    const { secretAccessKey } = emulator.root(accountId);
    const account = { AWS_ACCESS_KEY_ID: accountId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, AWS_ENDPOINT_URL: emulator.url, ...account };
    const run = (...more: string[]) =>
      stagewright(["bootstrap", "--destroy", "--unlock", "dead", "--config", file, ...more], { env });
    expect(await run()).toMatchObject({ exitCode: 2 });
    expect(await rows()).toHaveLength(1);
    const { exitCode, stderr } = await run("--yes");
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringMatching(/The lock is given back\.[\s\S]*is gone\./),
    ]);
  });
});

/** Removes the installation, of which only the store is left; what it said and asked. */
async function remove(answer = true): Promise<string> {
  const told: string[] = [];
  const confirm = async (question: string) => {
    told.push(question);
    if (!answer) throw new Error("no");
  };
  const say = (line: string) => void told.push(line);
  const prompt = { say, progress: say, confirm };
  const place = { env: {}, cwd: stateDir, signal: new AbortController().signal };
  await destroyInstallation({ ...place, settings, clients, prompt, version: "0.0.0" }).catch((error) =>
    told.push(String(error)),
  );
  return told.join("\n");
}

describe("a state bucket that goes", () => {
  const ours = ["control-plane/terraform.tfstate", "toolchain/terraform.gz"];

  beforeEach(async () => {
    for (const key of ours) {
      await objects.write(key, bytes({ resources: [], serial: 1 }));
      await objects.write(key, bytes({ resources: [], serial: 2 }));
    }
    await row({ LockID: places().digestId, Digest: "x" });
  });

  it("is asked for, and stays after a no", async () => {
    expect(await remove(false)).toContain(`the bucket states-${stores} and the table locks-${stores}`);
    expect(await keys()).toEqual(ours);
    expect(await rows()).toHaveLength(1);
  });

  it("goes with all versions, and so does the lock table", async () => {
    await remove();
    expect(await findStateStore(settings, clients)).toEqual({ bucket: false, table: false });
  });

  it("stays where others keep something in it, without what is ours", async () => {
    const theirs = { LockID: "states/network-md5", Digest: "theirs" };
    await objects.write("network/terraform.tfstate", bytes({}));
    await row(theirs);
    const told = await remove();
    expect(told).toContain("holds what is not ours, such as network/terraform.tfstate");
    expect(told).toContain("Delete what is ours in it, in every version?");
    expect(await keys()).toEqual(["network/terraform.tfstate"]);
    expect(await rows()).toEqual([theirs]);
  });

  it("stays as long as target accounts have roles of ours, whose state it holds", async () => {
    await objects.write("accounts/222222222222/terraform.tfstate", bytes({ resources: [{}] }));
    expect(await remove()).toMatch(/roles in 222222222222.*accounts destroy/);
    expect(await keys()).toEqual(["accounts/222222222222/terraform.tfstate"]);
  });

  it("goes once those are gone, although Terraform leaves an empty state", async () => {
    await objects.write("accounts/222222222222/terraform.tfstate", bytes({ resources: [] }));
    await remove();
    expect(await findStateStore(settings, clients)).toEqual({ bucket: false, table: false });
  });
});
