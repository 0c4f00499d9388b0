import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { execaNode } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox, takeInventory } from "../../sandbox/index.js";
import { times } from "../../tests/support/times.js";

const script = fileURLToPath(new URL("../../dist/stagewright.js", import.meta.url));
const table = "devops-pipeline-table-info";
const ledger = "stagewright_control-ledger";
const key = { RepoName: "webshop", RepoTag: "main" };
const stateObject = { Bucket: "stagewright-state-111111111111", Key: "pipelines/webshop/terraform.tfstate" };

let sandbox: Sandbox;
let folder: string;
let documents: DynamoDBDocumentClient;
let s3: S3Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-bootstrap-test-"));
  sandbox = await startSandbox({ stateDir: join(folder, "sandbox"), region: "us-east-1" });
  const credentials = sandbox.access.root(sandbox.accountId);
  const client = { endpoint: sandbox.url, region: sandbox.region, credentials };
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  s3 = new S3Client({ ...client, forcePathStyle: true });
  await writeSettings("");
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** Schedules that nothing waits for are left out of the way. */
const writeSettings = (more: string) =>
  writeFile(join(folder, "stagewright.yaml"), `controller:\n  scheduleMinutes: 1440\n${more}`);

function start(...args: string[]) {
  const env = { ...process.env, ...sandbox.env() };
  return execaNode(script, ["bootstrap", ...args], { cwd: folder, env, reject: false, stdin: "ignore" });
}

/** Kills the command, and nothing that it has started, at a call of this kind. */
async function killedAt(action: string, ...args: string[]): Promise<void> {
  const child = start("--yes", ...args);
  sandbox.gateway.faults.onMatch({ action }, "first", () => void child.kill("SIGKILL"));
  expect((await child).signal).toBe("SIGKILL");
}

/** Without builds, which CodeBuild remembers also of a project that is gone. */
async function inventory(): Promise<string[]> {
  const accounts = await takeInventory({ ...sandbox, pid: process.pid }, join(folder, "sandbox"));
  const held = accounts.flatMap(({ global, regions }) => [global, ...Object.values(regions)]);
  const names = held.flatMap((kinds) => Object.values(kinds).flat()).map(({ name }) => name);
  return names.filter((name) => !name.startsWith("stagewright_control-reconciler:"));
}

const isLong = times(1) > 1;
const kills = isLong
  ? [
      "CreateBucket",
      "PutBucketVersioning",
      "CreateTable",
      "HeadObject",
      "PutObject",
      "CreateRole",
      "CreateFunction",
    ]
  : ["CreateTable", "CreateFunction"];
const killsOfDestroy = isLong
  ? ["UpdateTable", "DeleteRole", "DeleteTable", "DeleteObjects", "DeleteBucket"]
  : ["DeleteRole"];

describe("stagewright bootstrap", () => {
  it("changes nothing where nobody can be asked", async () => {
    const { exitCode, stderr } = await start();
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--yes")]);
    expect(await inventory()).toEqual([]);
  });

  it.each(kills)("may be killed at %s", async (action) => {
    await killedAt(action);
  });

  it("then goes on to the end", async () => {
    const { exitCode, stdout, stderr } = await start("--yes", "--json");
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringContaining("name no central account: taking 111111111111"),
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      installation: { account: "111111111111" },
      outputs: { table, ledger },
    });
  });

  it("has nothing to do then, and has made nothing twice", async () => {
    const { exitCode, stdout, stderr } = await start("--yes", "--json");
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining("Nothing to do")]);
    expect(JSON.parse(stdout)).toMatchObject({ changed: false });
    const names = (await inventory()).filter((name) => !name.startsWith("stagewright_control-"));
    expect(new Set(names).size).toBe(names.length);
  });

  it("brings a control plane up to date, and shows how before", async () => {
    await writeSettings("  concurrentBuilds: 3\n");
    const { exitCode, stderr } = await start("--yes");
    expect(exitCode).toBe(0);
    expect(stderr).toContain("~ aws_codebuild_project.reconciler: concurrent_build_limit");
    expect(stderr).toContain("to change.");
  });

  it("does not forget where things are kept", async () => {
    await writeSettings("table: another-table\n");
    const { exitCode, stderr } = await start("--yes");
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`table: ${table}, now another-table`)]);
    await writeSettings("");
  });
});

describe("stagewright bootstrap --destroy", () => {
  const rowOfLedger = async () =>
    (await documents.send(new GetCommand({ TableName: ledger, Key: key }))).Item;

  it("refuses while an item, a row of the ledger or a state is there", async () => {
    await documents.send(new PutCommand({ TableName: table, Item: key }));
    await s3.send(new PutObjectCommand({ ...stateObject, Body: "{}" }));
    await expect.poll(rowOfLedger, { timeout: 30_000 }).toMatchObject({ Asked: 1 });
    const { exitCode, stderr } = await start("--destroy", "--yes");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "item: webshop main\n  row of the ledger: webshop main\n  state: s3://stagewright-state",
    );
    await documents.send(new DeleteCommand({ TableName: table, Key: key }));
    await expect.poll(rowOfLedger, { timeout: 30_000 }).toMatchObject({ Asked: 2 });
    await documents.send(new DeleteCommand({ TableName: ledger, Key: key }));
    await s3.send(new DeleteObjectCommand(stateObject));
  });

  it.each(killsOfDestroy)("may be killed at %s", async (action) => {
    await killedAt(action, "--destroy");
  });

  it("then removes what is left, and leaves an empty account", async () => {
    const { exitCode, stderr } = await start("--destroy", "--yes");
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining("The installation is gone.")]);
    expect(await inventory()).toEqual([]);
  });

  it("finds nothing to do then", async () => {
    const { exitCode, stderr } = await start("--destroy", "--yes");
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining("There is no installation here.")]);
  });
});
