import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findPython } from "./python.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-python-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A command that answers as that Python would. */
async function python(command: string, minor: number, pip: boolean): Promise<string> {
  const path = join(folder, command);
  await writeFile(path, `#!/bin/sh\necho '${JSON.stringify({ path, major: 3, minor, pip })}'\n`);
  await chmod(path, 0o755);
  return path;
}

it("finds the Python of this machine", async () => {
  const found = await findPython();
  expect(found.version).toMatch(/^3\.1\d$/);
});

it("passes over a Python that is too old or has no pip", async () => {
  await python("python3", 9, true);
  await python("python3.12", 12, false);
  const path = await python("python3.10", 10, true);
  expect(await findPython(folder)).toEqual({ path, version: "3.10" });
});

it("says which Pythons were found when all are too old", async () => {
  const path = await python("python3", 9, true);
  await expect(findPython(folder)).rejects.toThrow(`found on the PATH: ${path} (3.9). Install one:`);
});

it("names the package to install when only pip is missing", async () => {
  await python("python3", 12, false);
  await expect(findPython(folder)).rejects.toThrow(
    "(3.12) has no pip. Install it: sudo apt-get install python3-pip",
  );
});

it("names the line that installs Python when there is none", async () => {
  await expect(findPython(folder)).rejects.toThrow(
    "found on the PATH: none. Install one: sudo apt-get install python3",
  );
});
