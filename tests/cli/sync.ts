import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TableCommands } from "../../testing/installation/table-commands.js";
import { numbers, SyncFolder } from "./sync-folder.js";

let folder: SyncFolder;

/** `sync` of a folder in git, on the installation of these commands, whose table is empty. */
export function syncOf(commands: () => TableCommands): void {
  beforeAll(() => {
    folder = new SyncFolder(commands);
    folder.write("_defaults.yaml", "RepoTag: main\nBuildSpecFile: ci.yml\n");
    folder.writeItems(10, 34, 20);
  });

  afterAll(() => folder?.close());

  describe("sync", () => {
    it("puts the whole items of a folder, and does nothing the second time", putsAll);
    it("has get and status say where an item came from, and get print the item alone", () =>
      saysWhere(commands()));
    it("says what it would remove, and removes nothing without being told", leavesOthers);
    it("that is killed while it removes is gone on with by the next one", () => isKilled(commands()));
    it("writes nothing for a new commit of items that are the same", passesOver);
    it("refuses all that is wrong at once, and writes nothing", refuses);
    it("names an item that somebody else changed meanwhile, and writes none", () => isOvertaken(commands()));
  });
}

async function putsAll() {
  const id = folder.commit();
  const { stdout } = await folder.sync("--yes", "--json");
  const changes: string[] = JSON.parse(stdout).items.map(({ change }: { change: string }) => change);
  expect(changes).toEqual(numbers(10, 34).map(() => "added"));
  expect(await folder.row("shop-10")).toEqual({
    RepoName: "shop-10",
    RepoTag: "main",
    BuildSpecFile: "ci.yml",
    TimeoutMinutes: 20,
    ":origin": { commit: id, by: expect.stringMatching(/^arn:aws:/), at: expect.any(String) },
  });
  const after = await folder.rows();
  const { exitCode, stderr } = await folder.sync();
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining("holds all of this already")]);
  expect(await folder.rows()).toEqual(after);
}

async function saysWhere({ run }: TableCommands) {
  const { stdout, stderr } = await run("get", "shop-10", "main");
  const keys = ["BuildSpecFile", "RepoName", "RepoTag", "TimeoutMinutes"];
  expect(Object.keys(JSON.parse(stdout)).sort()).toEqual(keys);
  const commit = folder.git("rev-parse", "HEAD");
  expect(stderr).toContain(`From commit ${commit.slice(0, 12)} by arn:aws:`);
  const { stdout: status } = await run("status", "shop-10", "main", "--json");
  expect(JSON.parse(status).pipelines).toMatchObject([{ origin: { commit } }]);
}

async function leavesOthers() {
  folder.remove(...numbers(10, 16).map((n) => `${n}.yaml`));
  const { exitCode, stderr } = await folder.sync();
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining("without --prune, which would remove")]);
  expect(stderr).toContain("shop-15 main (from commit");
  expect(await folder.held()).toHaveLength(24);
}

/** Six items go, six change and six come. */
async function isKilled({ start, installation }: TableCommands) {
  folder.writeItems(16, 22, 30);
  folder.writeItems(34, 40, 40);
  const run = start("sync", folder.path, "--prune", "--yes");
  const third = installation.sandbox.gateway.faults.onMatch({ action: "DeleteItem" }, 3, () => {
    run.kill("SIGKILL");
  });
  await run;
  expect(third.counts.fired).toBe(1);
  const middle = await folder.held();
  expect(middle).toEqual(expect.arrayContaining(["shop-15 20", "shop-16 30", "shop-39 40"]));
  const { stdout } = await folder.sync("--prune", "--yes", "--json");
  const changes: string[] = JSON.parse(stdout).items.map(({ change }: { change: string }) => change);
  expect([...new Set(changes)]).toEqual(["unchanged", "removed"]);
  const minutes = (n: number) => (n < 22 ? 30 : n < 34 ? 20 : 40);
  expect(await folder.held()).toEqual(numbers(16, 40).map((n) => `shop-${n} ${minutes(n)}`));
  expect(await folder.row("shop-39")).toMatchObject({ ":origin": { isDirty: true } });
}

async function passesOver() {
  const before = await folder.rows();
  folder.commit();
  const { exitCode, stderr } = await folder.sync("--prune");
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining("holds all of this already")]);
  expect(await folder.rows()).toEqual(before);
}

async function refuses() {
  const before = await folder.rows();
  folder.write("twice.yaml", "RepoName: shop-20\n");
  folder.write("wrong.yaml", "RepoName: bank\nTimeoutMinutes: 1\n");
  const { exitCode, stdout } = await folder.sync("--yes", "--json");
  const codes: string[] = JSON.parse(stdout).errors.map(({ code }: { code: string }) => code);
  expect([exitCode, codes.sort()]).toEqual([1, ["input.duplicate", "item.out-of-range"]]);
  expect(await folder.rows()).toEqual(before);
  folder.remove("twice.yaml", "wrong.yaml");
}

async function isOvertaken({ documents, installation: { settings, sandbox } }: TableCommands) {
  folder.writeItems(20, 22, 50);
  const Item = { RepoName: "shop-21", RepoTag: "main", TimeoutMinutes: 99 };
  sandbox.gateway.faults.onMatch({ action: "TransactWriteItems" }, "first", async () => {
    await documents.send(new PutCommand({ TableName: settings.table, Item }));
  });
  const { exitCode, stderr } = await folder.sync("--yes");
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("shop-21 main. Nothing was written.")]);
  expect(await folder.held()).toContain("shop-20 30");
}
