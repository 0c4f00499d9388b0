import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "./store.js";

const address = {
  accountId: "111111111111",
  region: "eu-west-1",
  service: "codepipeline",
  table: "pipelines",
};
let dir = "";

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "store-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("openStore", () => {
  it("records are there after a restart, and deleted ones are not", () => {
    const table = openStore(dir).table<{ n: number }>(address);
    table.put("a/../b", { n: 1 });
    table.put("gone", { n: 2 });
    table.put("a/../b", { n: 3 });
    table.delete("gone");
    const again = openStore(dir).table<{ n: number }>(address);
    expect(again.get("a/../b")).toEqual({ n: 3 });
    expect(again.list()).toEqual([{ n: 3 }]);
  });

  it("lists in the order of the keys", () => {
    const table = openStore(dir).table<string>(address);
    for (const key of ["b", "B", "a"]) table.put(key, key);
    expect(table.list()).toEqual(["B", "a", "b"]);
  });

  it("accounts, regions, services and tables do not see each other's records", () => {
    const store = openStore(dir);
    store.table<string>(address).put("a", "here");
    for (const other of [
      { ...address, accountId: "222222222222" },
      { ...address, region: "us-east-1" },
      { ...address, service: "codebuild" },
      { ...address, table: "tags" },
    ]) {
      expect(store.table<string>(other).get("a")).toBeUndefined();
    }
  });

  it("a table asked for twice is one table", () => {
    const store = openStore(dir);
    store.table<string>(address).put("a", "x");
    expect(store.table<string>(address).get("a")).toBe("x");
  });

  it("a record half written by a crash is not seen", () => {
    openStore(dir).table<string>(address).put("a", "whole");
    const folder = join(dir, "111111111111", "eu-west-1", "codepipeline", "pipelines");
    writeFileSync(join(folder, `${readdirSync(folder)[0]}.new`), '{"key":"a","rec');
    expect(openStore(dir).table<string>(address).list()).toEqual(["whole"]);
  });
});
