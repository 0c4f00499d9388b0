import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NumberValue } from "@aws-sdk/lib-dynamodb";
import { type Emulator, installEmulator, startEmulator } from "@stagewright/sandbox/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PipelineKey } from "../key.js";
import { makeTable } from "../tables.fixture.js";
import { type ConfigTable, configTable, ItemChanged } from "./config-table.js";
import { itemDigest } from "./digest.js";
import { isHastened } from "./haste.js";

const accountId = "111111111111";
const region = "eu-central-1";
const key: PipelineKey = { repository: "webshop", branch: "main" };
const item = { RepoName: "webshop", RepoTag: "main", TimeoutMinutes: 5, EnvironmentOrder: ["a", "b"] };

let emulator: Emulator;
let stateDir: string;
let table: ConfigTable;
let tables = 0;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "stagewright-table-"));
  emulator = await startEmulator({ packages: await installEmulator(), stateDir, accountId, region });
});

afterAll(async () => {
  await emulator.close();
  await rm(stateDir, { recursive: true, force: true });
});

beforeEach(async () => {
  const credentials = emulator.root(accountId);
  const name = `table-${tables++}`;
  table = configTable(await makeTable({ endpoint: emulator.url, region, credentials }, name), name);
});

const keys = async () => {
  const found: PipelineKey[] = [];
  for await (const each of table.scanKeys()) found.push(each);
  return found;
};

describe("the config table", () => {
  it("reads what was put, sets included", async () => {
    const withSet = { ...item, Tags: new Set(["x", "y"]) };
    await table.putItem(withSet, undefined);
    expect(await table.readItem(key)).toEqual(withSet);
  });

  it("writes over, and deletes, an item with numbers beyond JavaScript's only as it was read", async () => {
    const long = (text: string) => ({ ...item, Order: NumberValue.from(text), Orders: new Set([1, 2.5]) });
    await table.putItem(long("9007199254740993"), undefined);
    const asRead = await table.readItem(key);
    expect(asRead).toEqual(long("9007199254740993"));
    await expect(table.deleteItem(key, long("9007199254740992"))).rejects.toThrow(ItemChanged);
    await table.putItem(long("12345678901234567890.5"), asRead);
    await table.deleteItem(key, long("12345678901234567890.5"));
    expect(await keys()).toEqual([]);
  });

  it("has no item where none was put", async () => {
    expect(await table.readItem(key)).toBeUndefined();
    expect(await keys()).toEqual([]);
  });

  it("puts and deletes an item that is as it was read", async () => {
    await table.putItem(item, undefined);
    await table.putItem({ ...item, TimeoutMinutes: 6 }, await table.readItem(key));
    expect(await table.readItem(key)).toMatchObject({ TimeoutMinutes: 6 });
    await table.deleteItem(key, { ...item, TimeoutMinutes: 6 });
    expect(await table.readItem(key)).toBeUndefined();
  });

  it.each([
    ["changed", { ...item, TimeoutMinutes: 7 }],
    ["given one more attribute", { ...item, Privileged: true }],
    ["robbed of an attribute", { RepoName: "webshop", RepoTag: "main", TimeoutMinutes: 5 }],
  ])("writes nothing over an item that was %s meanwhile", async (_, other) => {
    await table.putItem(item, undefined);
    await table.putItem(other, item);
    await expect(table.putItem({ ...item, BuildImage: "x" }, item)).rejects.toThrow(ItemChanged);
    await expect(table.deleteItem(key, item)).rejects.toThrow(ItemChanged);
    expect(await table.readItem(key)).toEqual(other);
  });

  it("puts and deletes an item with more attributes than a condition can name", async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`Unknown${n}`, n]));
    const wide = { ...item, ...many };
    await table.putItem(wide, undefined);
    expect(await table.putItems([{ item: { ...wide, Unknown0: 1 }, asRead: wide }])).toEqual([]);
    await expect(table.putItem(item, { ...wide, TimeoutMinutes: 1 })).rejects.toThrow(ItemChanged);
    await table.deleteItem(key, { ...wide, Unknown0: 1 });
    expect(await table.readItem(key)).toBeUndefined();
  });

  it("writes nothing over an item that came up, or in place of one that went, meanwhile", async () => {
    await expect(table.putItem(item, item)).rejects.toThrow(ItemChanged);
    await table.putItem(item, undefined);
    await expect(table.putItem(item, undefined)).rejects.toThrow(/webshop main in table-\d+ is not the one/);
  });

  it("puts several items together, and none of them if one is not as it was read", async () => {
    const fresh = (RepoTag: string) => ({ item: { ...item, RepoTag }, asRead: undefined });
    expect(await table.putItems(["a", "b"].map(fresh))).toEqual([]);
    expect((await keys()).map(({ branch }) => branch).sort()).toEqual(["a", "b"]);
    const mine = { item: { ...item, RepoTag: "a", TimeoutMinutes: 6 }, asRead: { ...item, RepoTag: "a" } };
    const stale = [fresh("b"), { ...mine, asRead: { ...mine.asRead, TimeoutMinutes: 1 } }];
    expect(await table.putItems([fresh("c"), ...stale])).toEqual(stale);
    expect((await keys()).map(({ branch }) => branch).sort()).toEqual(["a", "b"]);
    expect(await table.putItems([mine, fresh("c")])).toEqual([]);
    expect(await table.readItem({ repository: "webshop", branch: "a" })).toEqual(mine.item);
  });

  it("throws what else hinders a transaction", async () => {
    const twice = { item, asRead: undefined };
    await expect(table.putItems([twice, twice])).rejects.toThrow(/multiple operations on one item/);
  });

  it("says beside an item that it is not to wait, which is no item, until that is struck off", async () => {
    await table.putItem(item, undefined);
    await table.hasten(key, itemDigest(item));
    const first = await table.hasteOf(key);
    const isSaid = (of: typeof first, digest?: string) => of && isHastened(of, digest, Date.now());
    expect([isSaid(first, itemDigest(item)), isSaid(first)]).toEqual([true, false]);
    expect(await keys()).toEqual([key]);
    expect(await table.scanDigests()).toHaveLength(1);
    await table.hasten(key, undefined);
    if (first) await table.forgetHaste(key, first);
    const second = await table.hasteOf(key);
    expect(isSaid(second)).toBe(true);
    if (second) await table.forgetHaste(key, second);
    expect(await table.hasteOf(key)).toBeUndefined();
  });

  it("scans more than one page holds", async () => {
    const large = "x".repeat(300_000);
    const branches = ["a", "b", "c", "d", "e"];
    for (const RepoTag of branches)
      await table.putItem({ ...item, RepoTag, BuildSpecFile: large }, undefined);
    expect((await keys()).map(({ branch }) => branch).sort()).toEqual(branches);
    const digests = await table.scanDigests();
    expect(digests).toHaveLength(5);
    const one = digests.find((found) => found.key.branch === "c");
    expect(one?.digest).toBe(itemDigest({ ...item, RepoTag: "c", BuildSpecFile: large }));
  });
});
