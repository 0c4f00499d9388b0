import { CodeStarConnectionsClient, CreateConnectionCommand } from "@aws-sdk/client-codestar-connections";
import { DeleteCommand, GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { controlPlaneNames } from "../../controller/installation/index.js";
import { dynamoDbRows, Ledger, type LedgerRecord, systemClock } from "../../controller/records/index.js";
import { makeEarlierInstallation } from "../../testing/installation/minimal-installation.js";
import { startCommands, type TableCommands } from "../../testing/installation/table-commands.js";
import { exampleItem } from "../../testing/items/examples.js";
import { syncOf } from "./sync.js";

/**
 * The commands where nothing watches the table, as a user runs them. `plan` and `destroy` of a live pipeline are shown by
 * tests/end-to-end/installation.real.test.ts and deploy.long.test.ts: each would start Terraform's provider again here.
 */
let commands: TableCommands;
let installation: TableCommands["installation"];
let documents: TableCommands["documents"];

const item = exampleItem("build-only.yaml");
const name = [String(item.RepoName), String(item.RepoTag)] as const;

beforeAll(async () => {
  commands = await startCommands();
  ({ installation, documents } = commands);
});

afterAll(() => commands?.close());

const run = (...args: string[]) => commands.run(...args);
const file = (content: object) => commands.file(content);

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
        resources: [{ name: "module.build_project", change: "changed" }],
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
    await ledger.request(key);
    const record = (await ledger.read(key)) as LedgerRecord;
    await ledger.takeLease(record, { id: "theirs", owner: "host/1", who: "ann@host", leaseMs: 600_000 });
    const { exitCode, stderr } = await run(command, ...name, "--yes");
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/is held since .* by ann@host: host\/1/)]);
    expect((await documents.send(new ScanCommand({ TableName }))).Count).toBe(1);
    expect(await ledger.forget(record, "theirs")).toBe("released");
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

  it("destroy removes an item of which nothing was ever applied, and forgets it", async () => {
    const other = { ...item, RepoTag: "other" };
    expect(await run("put", await file(other), "--yes")).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr } = await run("destroy", name[0], "other", "--yes");
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("Nothing was ever applied."),
    });
    expect(JSON.parse((await run("status", "--json")).stdout).pipelines).toMatchObject([{ branch: name[1] }]);
  });

  it("doctor names a connection that nobody has completed, until somebody has", async () => {
    const connections = new CodeStarConnectionsClient(installation.client);
    const create = new CreateConnectionCommand({ ConnectionName: "github", ProviderType: "GitHub" });
    const { ConnectionArn = "" } = await connections.send(create);
    const Key = { RepoName: "acme/shop", RepoTag: "main" };
    const Item = { ...item, ...Key, Source: { Type: "CodeConnections", ConnectionArn } };
    const TableName = installation.settings.table;
    await documents.send(new PutCommand({ TableName, Item }));
    const found = async () =>
      JSON.parse((await run("doctor", Key.RepoName, Key.RepoTag, "--json")).stdout).findings;
    expect(await found()).toMatchObject([
      { kind: "connection", subject: ConnectionArn, message: expect.stringContaining("is PENDING") },
    ]);
    installation.sandbox.completeConnection(ConnectionArn);
    expect(await found()).toEqual([]);
    await documents.send(new DeleteCommand({ TableName, Key }));
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
    expect(await commands.nextFailure()).toMatchObject({
      "detail-type": "Pipeline Reconciliation Failed",
      detail: { repository: name[0], branch: name[1], class: "invalid-item" },
    });
  });

  it("destroy shows what was applied, and without a terminal is wrong usage", async () => {
    const before = await installation.inventory();
    const { exitCode, stderr } = await run("destroy", ...name);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("- module.build_project");
    expect(stderr).toContain(`The item in ${installation.settings.table} is removed first.`);
    expect(await installation.inventory()).toEqual(before);
    expect((await run("list", "--json")).stdout).toContain(name[0]);
  });

  it("rm shows what goes, and removes the item alone", async () => {
    const { exitCode, stderr } = await run("rm", ...name, "--yes");
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect((await run("list", "--json")).stdout).toBe('{"items":[]}');
  });

  it.each([["plan"], ["deploy", "--yes"], ["reconcile"], ["doctor", "--fix"]])(
    "%s changes nothing by a control plane that an earlier stagewright made",
    async (command, ...flags) => {
      await makeEarlierInstallation("earlier", installation);
      const { exitCode, stderr } = await commands.runIn("earlier", command, ...name, ...flags);
      expect([exitCode, stderr]).toEqual([
        1,
        expect.stringContaining('"earlier" was made by stagewright 0.1.0'),
      ]);
    },
  );

  it("says that bootstrap is missing where there is no installation", async () => {
    const { exitCode, stderr } = await commands.runIn("elsewhere", "list");
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/no installation "elsewhere"[\s\S]*bootstrap/),
    });
  });
});

syncOf(() => commands);
