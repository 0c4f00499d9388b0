import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { placePackages } from "./package-tree.js";

/** `a` → `{"node_modules/a/package.json": …}` */
function installed(packages: Readonly<Record<string, object>>): string {
  const files = Object.entries(packages).map(([place, manifest]) => [
    `${place}/package.json`,
    JSON.stringify(manifest),
  ]);
  return folderWith(Object.fromEntries(files));
}

async function placesIn(root: string, ...names: string[]): Promise<Record<string, string>> {
  const placed = await placePackages(names.map((name) => ({ name, from: root, optional: false })));
  return Object.fromEntries(placed.map(({ place, folder }) => [place, folder.slice(root.length + 1)]));
}

describe("what packages need", () => {
  it("is all taken along, once, and nothing else", async () => {
    const root = installed({
      "node_modules/a": { dependencies: { b: "1", "@s/c": "1" } },
      "node_modules/b": { dependencies: { "@s/c": "1" } },
      "node_modules/@s/c": {},
      "node_modules/unused": {},
    });
    expect(Object.keys(await placesIn(root, "a"))).toEqual([
      "node_modules/@s/c",
      "node_modules/a",
      "node_modules/b",
    ]);
  });

  it("stays below the one that needs another version", async () => {
    const root = installed({
      "node_modules/a": { dependencies: { b: "2", c: "1" } },
      "node_modules/a/node_modules/b": {},
      "node_modules/b": {},
      "node_modules/c": { dependencies: { b: "1" } },
    });
    expect(await placesIn(root, "b", "a")).toEqual({
      "node_modules/a": "node_modules/a",
      "node_modules/a/node_modules/b": "node_modules/a/node_modules/b",
      "node_modules/b": "node_modules/b",
      "node_modules/c": "node_modules/c",
    });
  });

  it("is found by what is nested deeper, too", async () => {
    const root = installed({
      "node_modules/a": { dependencies: { b: "2" } },
      "node_modules/a/node_modules/b": { dependencies: { c: "2" } },
      "node_modules/a/node_modules/c": { dependencies: { b: "2" } },
      "node_modules/b": {},
      "node_modules/c": {},
    });
    expect(await placesIn(root, "b", "c", "a")).toEqual({
      "node_modules/a": "node_modules/a",
      "node_modules/a/node_modules/b": "node_modules/a/node_modules/b",
      "node_modules/a/node_modules/b/node_modules/c": "node_modules/a/node_modules/c",
      "node_modules/b": "node_modules/b",
      "node_modules/c": "node_modules/c",
    });
  });

  it("is laid out without links where it is installed with them", async () => {
    const root = installed({
      "node_modules/.store/a/node_modules/a": { dependencies: { b: "1" } },
      "node_modules/.store/b/node_modules/b": {},
    });
    symlinkSync(join(root, "node_modules/.store/a/node_modules/a"), join(root, "node_modules/a"));
    const store = join(root, "node_modules/.store");
    symlinkSync(join(store, "b/node_modules/b"), join(store, "a/node_modules/b"));
    expect(Object.keys(await placesIn(root, "a"))).toEqual(["node_modules/a", "node_modules/b"]);
  });

  it("may go round in a circle", async () => {
    const root = installed({
      "node_modules/a": { dependencies: { b: "1" } },
      "node_modules/b": { peerDependencies: { a: "1" } },
    });
    expect(Object.keys(await placesIn(root, "a"))).toEqual(["node_modules/a", "node_modules/b"]);
  });

  it("may be missing where it is optional, and not elsewhere", async () => {
    const root = installed({
      "node_modules/a": { optionalDependencies: { fsevents: "1" }, peerDependencies: { react: "1" } },
      "node_modules/b": { dependencies: { gone: "1" } },
    });
    expect(Object.keys(await placesIn(root, "a"))).toEqual(["node_modules/a"]);
    await expect(placesIn(root, "b")).rejects.toThrow(/The package gone, which \S+node_modules\/b needs/);
  });
});
