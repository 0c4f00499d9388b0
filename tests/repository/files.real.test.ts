import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { machinePaths } from "./machine-paths.js";
import { root } from "./sources.js";

const megabyte = 1024 * 1024;

async function listTrackedFiles(): Promise<string[]> {
  const { stdout } = await promisify(execFile)("git", ["ls-files", "-z"], {
    cwd: root,
    maxBuffer: 64 * megabyte,
  });
  return stdout.split("\0").filter((path) => path !== "");
}

/** Undefined for a file that is tracked and deleted but not committed yet. */
async function sizeOf(path: string): Promise<number | undefined> {
  return stat(join(root, path)).then(
    ({ size }) => size,
    () => undefined,
  );
}

let files: { path: string; size: number }[];

beforeAll(async () => {
  const sized = await Promise.all(
    (await listTrackedFiles()).map(async (path) => ({ path, size: await sizeOf(path) })),
  );
  files = sized.flatMap(({ path, size }) => (size === undefined ? [] : [{ path, size }]));
});

describe("tracked files", () => {
  it("are there", () => {
    expect(files.map(({ path }) => path)).toContain("package.json");
  });

  it("are under 1 MB each, but for the lock file", () => {
    const large = files.filter(({ path, size }) => size > megabyte && path !== "package-lock.json");
    expect(large).toEqual([]);
  });

  it("name no path of a machine", async () => {
    const found = await Promise.all(
      files.map(async ({ path }) => {
        const text = await readFile(join(root, path), "utf8");
        return machinePaths(text).map((name) => `${path}: ${name}`);
      }),
    );
    expect(found.flat()).toEqual([]);
  });
});
