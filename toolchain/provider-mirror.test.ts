import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findProviderMirror, type Registry } from "./provider-mirror.js";

const here = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;

const terraformAws = "registry.terraform.io/hashicorp/aws";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "provider-mirror-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function putUnpacked(
  root: string,
  version: string,
  platform = here,
  registry: Registry = "registry.terraform.io",
) {
  await mkdir(join(root, registry, "hashicorp/aws", version, platform), { recursive: true });
}

async function putPacked(root: string, version: string, platform = here) {
  const provider = join(root, "registry.terraform.io/hashicorp/aws");
  await mkdir(provider, { recursive: true });
  await writeFile(join(provider, `terraform-provider-aws_${version}_${platform}.zip`), "");
}

const choose = (path: string) => findProviderMirror({ STAGEWRIGHT_PROVIDER_MIRROR: path });

describe("findProviderMirror, with a chosen folder", () => {
  it("finds unpacked versions, in the order of their numbers", async () => {
    for (const version of ["5.100.0", "5.9.0", "6.0.0"]) await putUnpacked(folder, version);
    expect(await choose(folder)).toEqual({
      path: folder,
      registry: "registry.terraform.io",
      versions: ["5.9.0", "5.100.0", "6.0.0"],
      chosen: true,
    });
  });

  it("finds packed versions", async () => {
    await putPacked(folder, "5.100.0");
    expect(await choose(folder)).toMatchObject({ versions: ["5.100.0"] });
  });

  it("takes the folder of the registry for the folder that holds it", async () => {
    await putUnpacked(folder, "5.100.0");
    expect(await choose(join(folder, "registry.terraform.io/"))).toMatchObject({ path: folder });
  });

  it("passes over other platforms, in both layouts", async () => {
    await putUnpacked(folder, "5.100.0", "plan9_mips");
    await putPacked(folder, "5.99.0", "plan9_mips");
    await expect(choose(folder)).rejects.toThrow(`found no ${terraformAws} for ${here} in ${folder};`);
  });

  it("passes over what is no version", async () => {
    await putUnpacked(folder, "latest");
    await putPacked(folder, "latest");
    await expect(choose(folder)).rejects.toThrow(`found no ${terraformAws} for ${here} in ${folder};`);
  });

  it("refuses a folder without the provider, and looks nowhere else", async () => {
    await putUnpacked(join(folder, ".terraform.d/plugins"), "5.100.0");
    const env = { HOME: folder, STAGEWRIGHT_PROVIDER_MIRROR: join(folder, "absent") };
    await expect(findProviderMirror(env)).rejects.toThrow("AWS provider: found no");
  });

  it("keeps the registries of Terraform and OpenTofu apart", async () => {
    await putUnpacked(folder, "5.100.0", here, "registry.opentofu.org");
    const env = { STAGEWRIGHT_PROVIDER_MIRROR: folder };
    await expect(findProviderMirror(env)).rejects.toThrow(`found no ${terraformAws}`);
    expect(await findProviderMirror(env, "registry.opentofu.org")).toMatchObject({ path: folder });
  });
});

describe("findProviderMirror, left to itself", () => {
  it("finds the mirror in the home folder that Terraform implies, and says that nobody chose it", async () => {
    const path = join(folder, ".terraform.d/plugins");
    await putUnpacked(path, "5.100.0");
    expect(await findProviderMirror({ HOME: folder })).toMatchObject({ path, chosen: false });
  });

  it("finds the mirror in the user's data folder", async () => {
    const path = join(folder, "terraform/plugins");
    await putUnpacked(path, "5.100.0");
    expect(await findProviderMirror({ XDG_DATA_HOME: folder })).toMatchObject({ path });
  });
});
