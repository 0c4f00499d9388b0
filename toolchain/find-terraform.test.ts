import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installFakeTool } from "./fake-tool.fixture.js";
import { findTerraform } from "./find-terraform.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "find-terraform-"));
});

afterEach(() => rm(folder, { recursive: true }));

describe("findTerraform", () => {
  it("finds Terraform in PATH", async () => {
    const path = await installFakeTool(folder, "terraform", "Terraform v1.11.4\non linux_amd64");
    expect(await findTerraform({ PATH: folder })).toEqual({ product: "Terraform", path, version: "1.11.4" });
  });

  it("finds OpenTofu where there is no Terraform", async () => {
    const path = await installFakeTool(folder, "tofu", "OpenTofu v1.10.6");
    expect(await findTerraform({ PATH: folder })).toEqual({ product: "OpenTofu", path, version: "1.10.6" });
  });

  it("prefers an OpenTofu that is new enough to a Terraform that is not", async () => {
    await installFakeTool(folder, "terraform", "Terraform v1.5.7");
    await installFakeTool(folder, "tofu", "OpenTofu v1.10.0");
    expect(await findTerraform({ PATH: folder })).toMatchObject({ product: "OpenTofu" });
  });

  it("takes the one that STAGEWRIGHT_TERRAFORM names, by path or by name", async () => {
    await installFakeTool(folder, "terraform", "Terraform v1.11.4");
    const path = await installFakeTool(folder, "terraform-next", "Terraform v1.12.0-rc1");
    for (const named of [path, "terraform-next"]) {
      expect(await findTerraform({ PATH: folder, STAGEWRIGHT_TERRAFORM: named })).toMatchObject({ path });
    }
  });

  it("falls back to nothing when STAGEWRIGHT_TERRAFORM names what is not there", async () => {
    await installFakeTool(folder, "terraform", "Terraform v1.11.4");
    const search = findTerraform({ PATH: folder, STAGEWRIGHT_TERRAFORM: "/no/such/terraform" });
    await expect(search).rejects.toThrow("found no /no/such/terraform;");
  });

  it("says that nothing was found, what is needed and how to install it", async () => {
    await expect(findTerraform({ PATH: folder })).rejects.toMatchObject({
      name: "MissingTool",
      problems: [
        {
          tool: "Terraform",
          found: "no terraform or tofu",
          needed: expect.stringContaining("1.10.0 or newer"),
          hint: expect.stringMatching(/^(curl|brew) .*terraform/),
        },
      ],
    });
  });

  it("rejects a version that is too old, and names it and where it is", async () => {
    const path = await installFakeTool(folder, "terraform", "Terraform v1.9.8");
    await expect(findTerraform({ PATH: folder })).rejects.toThrow(`found Terraform 1.9.8 at ${path};`);
  });

  it("rejects a program that only bears the name", async () => {
    const path = await installFakeTool(folder, "terraform", "hello");
    await expect(findTerraform({ PATH: folder })).rejects.toThrow(`found ${path}, which tells no version;`);
  });

  it("passes over a folder and over a file that may not be executed", async () => {
    await mkdir(join(folder, "terraform"));
    await writeFile(join(folder, "tofu"), "");
    await expect(findTerraform({ PATH: folder })).rejects.toThrow("found no terraform or tofu;");
  });

  it("does not search relative entries of PATH", async () => {
    await expect(findTerraform({ PATH: ".:" })).rejects.toThrow("found no terraform or tofu;");
  });
});
