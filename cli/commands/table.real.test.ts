import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../controller/clock.js";
import { controlPlaneNames } from "../../controller/installation/index.js";
import { dynamoDbRows, Ledger, type LedgerRecord } from "../../controller/ledger/index.js";
import { exampleItem } from "../../tests/support/examples.js";
import { type Installation, startInstallation } from "../../tests/support/installation.js";
import { environment } from "../../tests/support/items.js";
import { makeMinimalInstallation } from "../../tests/support/minimal-installation.js";
import { type Outcome, stagewright } from "../../tests/support/stagewright.js";

let installation: Installation;
let documents: DynamoDBDocumentClient;
let folder: string;
let queue: string;

const item = exampleItem("build-only.yaml");
const name = [String(item.RepoName), String(item.RepoTag)] as const;

beforeAll(async () => {
  installation = await startInstallation();
  folder = await mkdtemp(join(tmpdir(), "stagewright-table-"));
  documents = await makeMinimalInstallation(installation);
  queue = await queueOfFailures(installation);
});

afterAll(async () => {
  await installation.close();
  await rm(folder, { recursive: true, force: true });
});

/** As a user runs it, in a folder without settings. */
function run(...args: string[]): Promise<Outcome> {
  return stagewright(args, { cwd: folder, env: { ...process.env, ...installation.sandbox.env() } });
}

async function file(content: object): Promise<string> {
  const path = join(folder, "item.json");
  await writeFile(path, JSON.stringify(content));
  return path;
}

/** A queue that gets what stagewright tells the default bus. */
async function queueOfFailures({ client }: Installation): Promise<string> {
  const { QueueUrl = "" } = await new SQSClient(client).send(
    new CreateQueueCommand({ QueueName: "failures" }),
  );
  const events = new EventBridgeClient(client);
  const EventPattern = JSON.stringify({ source: ["stagewright"] });
  await events.send(new PutRuleCommand({ Name: "failures", EventPattern }));
  const Arn = `arn:aws:sqs:${client.region}:111111111111:failures`;
  await events.send(new PutTargetsCommand({ Rule: "failures", Targets: [{ Id: "1", Arn }] }));
  return QueueUrl;
}

describe("the commands on an installation", () => {
  it("put refuses an invalid item with its place, and writes nothing", async () => {
    const { exitCode, stderr } = await run("put", await file({ ...item, BuildImge: "x" }), "--yes");
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("/BuildImge"),
    });
    expect((await run("list", "--json")).stdout).toBe('{"items":[]}');
  });

  it("put asks, and without a terminal is wrong usage", async () => {
    const { exitCode, stderr } = await run("put", await file(item));
    expect(stderr).toContain("+ BuildArtifact/ApplicationBuild");
    expect(stderr).toContain("+ aws_codepipeline.");
    expect(exitCode).toBe(2);
  });

  it("put writes the item as it was written, and get gives it back", async () => {
    expect(await run("put", await file(item), "--yes")).toMatchObject({ exitCode: 0 });
    expect(JSON.parse((await run("get", ...name)).stdout)).toEqual(item);
    expect((await run("put", await file(item))).stderr).toContain("holds all of this already");
  });

  it("put shows what changes, and no more", async () => {
    const changed = await file({ ...item, TimeoutMinutes: 17 });
    const { stdout, exitCode } = await run("put", changed, "--yes", "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).items).toMatchObject([
      {
        change: "changed",
        actions: [{ name: "BuildArtifact/ApplicationBuild", change: "changed" }],
        resources: [{ name: "aws_codebuild_project.build", change: "changed" }],
      },
    ]);
  });

  it("put leaves what somebody else wrote meanwhile", async () => {
    const { TableName, Item } = {
      TableName: installation.settings.table,
      Item: { ...item, TimeoutMinutes: 23 },
    };
    const { faults } = installation.sandbox.gateway;
    faults.onMatch({ action: "TransactWriteItems" }, "first", async () => {
      await documents.send(new PutCommand({ TableName, Item }));
    });
    const mine = await file({ ...item, TimeoutMinutes: 42 });
    const { exitCode, stdout, stderr } = await run("put", mine, "--yes", "--json");
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining(`${name.join(" ")}. Nothing was written.`),
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      errors: [{ code: "table.item-changed", file: name.join(" ") }],
    });
    const Key = { RepoName: name[0], RepoTag: name[1] };
    expect((await documents.send(new GetCommand({ TableName, Key }))).Item).toEqual(Item);
  });

  it.each(["deploy", "destroy"])("%s touches nothing that somebody else is at work on", async (command) => {
    const key = { repository: name[0], branch: name[1] };
    const { ledger: rows, table: TableName } = controlPlaneNames(installation.settings);
    const ledger = new Ledger(dynamoDbRows(documents, rows), systemClock);
    await ledger.ask(key);
    const record = (await ledger.read(key)) as LedgerRecord;
    await ledger.takeLease(record, { id: "theirs", owner: "host/1", who: "ann@host", leaseMs: 600_000 });
    const { exitCode, stderr } = await run(command, ...name, "--yes");
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/is held since .* by ann@host: host\/1/)]);
    expect((await documents.send(new ScanCommand({ TableName }))).Count).toBe(1);
    expect(await ledger.forget(record, "theirs")).toBe("done");
  });

  it("names what was perhaps meant when there is no such item", async () => {
    const { exitCode, stderr } = await run("get", `${name[0]}x`, name[1]);
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(name.join(" ")),
    });
  });

  it("status tells of an item that nobody has noticed yet", async () => {
    const { exitCode, stdout } = await run("status", ...name, "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).pipelines).toMatchObject([{ state: "new" }]);
  });

  it("deploy makes it under the lease, and status says so", async () => {
    const { exitCode, stderr } = await run("deploy", ...name, "--yes");
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/Plan: \d+ to add[\s\S]*Apply complete!/),
    });
    const status = JSON.parse((await run("status", "--json")).stdout);
    expect(status.pipelines).toMatchObject([{ state: "applied", applied: expect.any(String) }]);
  });

  it("plan shows what the item of a file would make and widen of what was applied, and changes nothing", async () => {
    const environments = { EnvironmentOrder: ["Prod"], DeploymentConfigurations: { Prod: environment() } };
    const { exitCode, stderr } = await run(
      "plan",
      ...name,
      "--file",
      await file({ ...item, ...environments }),
    );
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/Plan: \d+ to add/)]);
    expect(stderr).toContain("aws_codepipeline.");
    expect(stderr).toMatch(/WIDENS permissions:[\s\S]*sts:AssumeRole/);
    expect((await run("status", ...name, "--json")).stdout).toContain('"applied"');
  });

  it("an invalid item put by other means leaves the pipeline, shows in status, and is told to the bus", async () => {
    const before = await installation.inventory();
    const invalid = { ...item, BuildImge: "x" };
    await documents.send(new PutCommand({ TableName: installation.settings.table, Item: invalid }));
    expect(await run("reconcile", ...name)).toMatchObject({ exitCode: 1 });
    const { exitCode, stderr } = await run("status", ...name);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('/BuildImge: There is no key "BuildImge" here.');
    expect(stderr).toContain("Did you mean BuildImage?");
    expect(await installation.inventory()).toEqual(before);
    const { Messages = [] } = await new SQSClient(installation.client).send(
      new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 10 }),
    );
    expect(JSON.parse(Messages[0]?.Body ?? "{}")).toMatchObject({
      "detail-type": "Pipeline Reconciliation Failed",
      detail: { repository: name[0], branch: name[1], class: "invalid-item" },
    });
  });

  it("rm shows what goes, and removes the item alone", async () => {
    const { exitCode, stderr } = await run("rm", ...name, "--yes");
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect((await run("list", "--json")).stdout).toBe('{"items":[]}');
  });

  it("destroy shows what was applied and leaves nothing", async () => {
    const { exitCode, stderr } = await run("destroy", ...name, "--yes");
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("- aws_codebuild_project.build"),
    });
    expect((await run("status", "--json")).stdout).toBe('{"pipelines":[]}');
    expect((await installation.inventory()).join("\n")).not.toContain("CodePipeline");
  });

  it("says that bootstrap is missing where there is no installation", async () => {
    const env = { ...process.env, ...installation.sandbox.env(), STAGEWRIGHT_INSTALLATION: "elsewhere" };
    const { exitCode, stderr } = await stagewright(["list"], { cwd: folder, env });
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/no installation "elsewhere"[\s\S]*bootstrap/),
    });
  });
});
