import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installFakeTool } from "./fake-tool.fixture.js";
import { findPython } from "./find-python.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "find-python-"));
});

afterEach(() => rm(folder, { recursive: true }));

describe("findPython", () => {
  it("finds python3 in PATH", async () => {
    const path = await installFakeTool(folder, "python3", "Python 3.11.2");
    expect(await findPython({ PATH: folder })).toEqual({ path, version: "3.11.2" });
  });

  it("rejects one that is too old, and says so", async () => {
    const path = await installFakeTool(folder, "python3", "Python 3.9.18");
    await expect(findPython({ PATH: folder })).rejects.toThrow(
      `Python: found ${path}, version 3.9.18; needed: Python 3.10`,
    );
  });
});
