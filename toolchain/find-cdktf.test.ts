import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installFakeTool, installPackage } from "./fake-tool.fixture.js";
import { findCdktf } from "./find-cdktf.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "find-cdktf-"));
});

afterEach(() => rm(folder, { recursive: true }));

describe("findCdktf", () => {
  it("finds the project's own cdktf first, to be run by this Node", async () => {
    await installPackage(folder, "0.22.0");
    expect(await findCdktf({}, folder)).toEqual({
      command: process.execPath,
      args: [join(folder, "node_modules/cdktf-cli/bin/cdktf")],
      version: "0.22.0",
    });
  });

  it("finds the cdktf that came with this package from any folder", async () => {
    const tool = await findCdktf({}, folder);
    expect(tool.args[0]).toMatch(/node_modules\/cdktf-cli\/bundle\/bin\/cdktf$/);
  });

  it("takes none that another user left above the project", async () => {
    await installPackage(folder, "0.22.0");
    const project = join(folder, "work");
    await mkdir(project);
    const ownersOf = async (path: string) => [path.startsWith(project) ? 1000 : 2000];
    const tool = await findCdktf({}, project, undefined, { self: 1000, ownersOf });
    expect(tool.args[0]).toMatch(/node_modules\/cdktf-cli\/bundle\/bin\/cdktf$/);
    expect((await findCdktf({}, project, undefined, { self: 2000, ownersOf })).version).toBe("0.22.0");
  });

  it("finds the cdktf in PATH where no package has one", async () => {
    const command = await installFakeTool(folder, "cdktf", "0.21.0");
    const tool = await findCdktf({ PATH: folder }, folder, join(folder, "own.js"));
    expect(tool).toEqual({ command, args: [], version: "0.21.0" });
  });

  it("says so when there is none anywhere", async () => {
    await expect(findCdktf({ PATH: folder }, folder, join(folder, "own.js"))).rejects.toThrow(
      "found no cdktf;",
    );
  });

  it("rejects one that is too old, and names the line that installs another", async () => {
    await installPackage(folder, "0.20.0");
    await expect(findCdktf({}, folder)).rejects.toThrow(
      /found cdktf 0\.20\.0, run as .*\n +npm install cdktf-cli@0\.21\.0/,
    );
  });
});
