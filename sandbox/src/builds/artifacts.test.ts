import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectFiles, requireFiles } from "./artifacts.js";
import type { FileSelection } from "./buildspec.js";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "artifacts-"));
  for (const path of [
    "my-build1/my-file1.txt",
    "my-build2/my-file2.txt",
    "my-build2/my-subdirectory/my-file3.txt",
  ]) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), path);
  }
});

afterEach(() => rm(root, { recursive: true }));

function select(selection: Partial<FileSelection>): FileSelection {
  return { files: ["**/*"], excludePaths: [], discardPaths: false, ...selection };
}

async function paths(selection: Partial<FileSelection>): Promise<string[]> {
  return (await collectFiles(root, select(selection))).map((file) => file.path);
}

describe("artifacts", () => {
  it("are all files by default pattern, sorted", async () => {
    expect(await paths({})).toEqual([
      "my-build1/my-file1.txt",
      "my-build2/my-file2.txt",
      "my-build2/my-subdirectory/my-file3.txt",
    ]);
  });

  it("are relative to the base directory", async () => {
    expect(await paths({ files: ["*/my-file3.txt"], baseDirectory: "my-build2" })).toEqual([
      "my-subdirectory/my-file3.txt",
    ]);
  });

  it("come from all base directories that match, without their paths when discarded", async () => {
    expect(await paths({ baseDirectory: "my-build*", discardPaths: true })).toEqual([
      "my-file1.txt",
      "my-file2.txt",
      "my-file3.txt",
    ]);
  });

  it("leave out what is excluded", async () => {
    expect(await paths({ excludePaths: ["**/my-file3.txt", "my-build1/*"] })).toEqual([
      "my-build2/my-file2.txt",
    ]);
  });

  it("include links to files, not dead links, nor folders that are links", async () => {
    await symlink("my-build1/my-file1.txt", join(root, "link"));
    await symlink("nowhere", join(root, "dead"));
    await symlink("my-build2", join(root, "folder"));
    expect(await paths({ files: ["*", "folder/*"] })).toEqual(["link"]);
  });

  it("that nothing matches are refused", async () => {
    await expect(requireFiles(root, select({ files: ["none"] }))).rejects.toThrow(
      "no matching artifact paths found",
    );
  });

  it("in a base directory that is not there are refused", async () => {
    await expect(requireFiles(root, select({ baseDirectory: "cdk.out" }))).rejects.toThrow(
      "no matching base directory path found for cdk.out",
    );
  });
});
