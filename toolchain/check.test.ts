import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkToolchain, gatherProblems, requireToolchain } from "./check.js";
import { installFakeTool, installPackage } from "./fake-tool.fixture.js";
import { findPython } from "./find-python.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "check-"));
});

afterEach(() => rm(folder, { recursive: true }));

describe("checkToolchain", () => {
  it("has nothing to say when everything is there", async () => {
    await installFakeTool(folder, "terraform", "Terraform v1.11.4");
    await installFakeTool(folder, "python3", "Python 3.11.2");
    expect(await checkToolchain({ PATH: folder }, folder)).toEqual([]);
  });

  it("names everything that is missing at once", async () => {
    await installFakeTool(folder, "terraform", "Terraform v1.5.7");
    await installPackage(folder, "0.20.0");
    const problems = await checkToolchain({ PATH: folder }, folder);
    expect(problems.map(({ tool }) => tool)).toEqual(["Terraform", "cdktf", "Python"]);
    await expect(requireToolchain({ PATH: folder }, folder)).rejects.toMatchObject({ problems });
  });

  it("names a chosen mirror without the provider", async () => {
    await installFakeTool(folder, "terraform", "Terraform v1.11.4");
    await installFakeTool(folder, "python3", "Python 3.11.2");
    const env = { PATH: folder, STAGEWRIGHT_PROVIDER_MIRROR: folder };
    expect(await checkToolchain(env, folder)).toMatchObject([{ tool: "AWS provider" }]);
  });

  it("does not hide another failure behind a missing tool", async () => {
    await expect(gatherProblems([findPython({}), Promise.reject(new Error("disk on fire"))])).rejects.toThrow(
      "disk on fire",
    );
  });
});
