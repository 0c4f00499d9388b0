import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installFakeTool, installPackage } from "./fake-tool.fixture.js";
import { openToolchain } from "./open.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "open-"));
});

afterEach(() => rm(folder, { recursive: true }));

describe("openToolchain", () => {
  const open = (env: object = {}) =>
    openToolchain({ env: { PATH: folder, HOME: folder, ...env }, cwd: folder }, join(folder, "work"));

  it("throws one error for all that is missing", async () => {
    await installPackage(folder, "0.20.0");
    await expect(open()).rejects.toMatchObject({ problems: [{ tool: "Terraform" }, { tool: "cdktf" }] });
  });

  it("gives child processes the Terraform that was found and a configuration that names the mirror", async () => {
    const terraform = await installFakeTool(folder, "terraform", "Terraform v1.11.4");
    const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
    await mkdir(join(folder, "mirror/registry.terraform.io/hashicorp/aws/5.100.0", platform), {
      recursive: true,
    });
    const { env, mirror } = await open({ STAGEWRIGHT_PROVIDER_MIRROR: join(folder, "mirror") });
    expect(mirror?.versions).toEqual(["5.100.0"]);
    expect(env).toMatchObject({
      TERRAFORM_BINARY_NAME: terraform,
      TF_CLI_CONFIG_FILE: join(folder, "work/terraform.rc"),
    });
  });

  it("looks for a mirror of OpenTofu's registry for OpenTofu", async () => {
    await installFakeTool(folder, "tofu", "OpenTofu v1.10.6");
    await expect(open({ STAGEWRIGHT_PROVIDER_MIRROR: folder })).rejects.toThrow(
      "no registry.opentofu.org/hashicorp/aws",
    );
  });
});
