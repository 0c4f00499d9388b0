import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startInstallation, type TestInstallation } from "../../testing/installation/installation.js";
import { exampleItems } from "../../testing/items/examples.js";
import {
  Activities,
  type ConfigTable,
  configTable,
  dynamoDbRows,
  Ledger,
  systemClock,
  type TableItem,
} from "../records/index.js";
import { makeTable } from "../records/tables.fixture.js";
import { clientsOf } from "../repair/index.js";
import { Configurations, LockRows, Objects, Owners, StateStore } from "../state/index.js";
import { cdktfStackRunner } from "./cdktf-stack-runner.js";
import { reconcileKeys } from "./reconcile.js";
import type { Reconciler } from "./reconciler.js";

let installation: TestInstallation;
let workFolder: string;
let documents: DynamoDBDocumentClient;
let objects: Objects;
let table: ConfigTable;
let ledger: Ledger;
let lines: string[];

beforeAll(async () => {
  installation = await startInstallation();
  workFolder = await mkdtemp(join(tmpdir(), "stagewright-reconcile-"));
  const { client, settings } = installation;
  documents = await makeTable(client, settings.table);
  await makeTable(client, "ledger");
  objects = new Objects(new S3Client({ ...client, forcePathStyle: true }), settings.state.bucket);
  table = configTable(documents, settings.table);
  ledger = new Ledger(dynamoDbRows(documents, "ledger"), systemClock);
  lines = [];
});

afterAll(async () => {
  await installation.close();
  await rm(workFolder, { recursive: true, force: true });
});

function reconciler(signal = new AbortController().signal): Reconciler {
  const { settings, toolchain } = installation;
  const states = new StateStore(objects, new LockRows(documents, settings.state.lockTable));
  const configurations = new Configurations(objects);
  return {
    ledger,
    table,
    runner: cdktfStackRunner({
      settings,
      toolchain,
      states,
      configurations,
      owners: new Owners(objects),
      activities: new Activities(dynamoDbRows(documents, "ledger"), systemClock),
      clients: clientsOf(installation.client),
      workFolder,
      timeoutMs: 300_000,
    }),
    hasEnded: async () => false,
    identity: { owner: "laptop/1", who: "root@laptop", log: "https://console/log" },
    clock: systemClock,
    newId: randomUUID,
    leaseMs: 30_000,
    parallel: 1,
    signal,
    report: () => {},
    onLine: (_, line) => lines.push(line),
  };
}

const item = exampleItems().get("build-only.yaml") as TableItem;
const key = { repository: String(item.RepoName), branch: String(item.RepoTag) };
const reconcile = async (signal?: AbortSignal) => (await reconcileKeys([key], reconciler(signal)))[0]?.result;

async function bucketKeys(): Promise<string[]> {
  const { client, settings } = installation;
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: settings.state.bucket }));
  return Contents.map(({ Key }) => Key ?? "");
}

describe("a pipeline's life, by the real cdktf and Terraform", () => {
  it("is applied as its item says, with its configuration kept and its output told", async () => {
    await table.putItem(item, undefined);
    expect(await reconcile()).toMatchObject({ outcome: { kind: "applied", owner: "laptop/1" } });
    const record = await ledger.read(key);
    expect(record).toMatchObject({
      phase: "waiting",
      lastApplied: { state: { serial: expect.any(Number) } },
    });
    expect(record?.lastAttempted).toBeUndefined();
    expect(lines.join("\n")).toContain("Apply complete!");
    expect(record?.outcome?.tail?.join("\n")).toContain("Apply complete!");
    expect(await bucketKeys()).toContain(record?.lastApplied?.configuration);
  });

  it("is left alone when nothing changed", async () => {
    lines = [];
    expect(await reconcile()).toMatchObject({ outcome: { kind: "unchanged" } });
    expect(lines).toEqual([]);
  });

  it("is left alone when its item is invalid, with the place and the reason in the ledger", async () => {
    await table.putItem({ ...item, BuildImge: "x" }, item);
    expect(await reconcile()).toMatchObject({
      outcome: { kind: "invalid", failure: { message: expect.stringContaining("/BuildImge") } },
    });
    expect((await ledger.read(key))?.lastApplied).toBeDefined();
    expect(lines).toEqual([]);
    await table.putItem(item, await table.readItem(key));
  });

  it("is cancelled by a signal, and goes on the next time", async () => {
    await table.putItem({ ...item, TimeoutMinutes: 17 }, item);
    const cancel = new AbortController();
    const run = reconcileKeys([key], {
      ...reconciler(cancel.signal),
      onLine: () => cancel.abort(),
    });
    expect((await run)[0]?.result).toMatchObject({ outcome: { failure: { class: "cancelled" } } });
    expect((await ledger.read(key))?.lastAttempted).toBeDefined();
    expect(await reconcile()).toMatchObject({ outcome: { kind: "applied" } });
  });

  it("is destroyed once its item is gone, and leaves nothing behind", async () => {
    await table.deleteItem(key, { ...item, TimeoutMinutes: 17 });
    expect(await reconcile()).toMatchObject({ outcome: { kind: "destroyed" } });
    expect(await ledger.list()).toEqual([]);
    expect(await bucketKeys()).toEqual([]);
    const locks = new ScanCommand({ TableName: installation.settings.state.lockTable });
    expect((await documents.send(locks)).Items).toEqual([]);
  });

  it("leaves none of its Terraform's folders", async () => {
    const left = await readdir(workFolder, { recursive: true });
    expect(left.filter((path) => path.includes(".terraform"))).toEqual([]);
  });
});
