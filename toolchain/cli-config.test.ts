import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chooseCliConfig, cliConfig, writeCliConfig, writeClosedCliConfig } from "./cli-config.js";
import type { ProviderMirror } from "./provider-mirror.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cli-config-"));
});

afterEach(() => rm(folder, { recursive: true }));

const mirror: ProviderMirror = {
  path: '/mirror of "ours"',
  registry: "registry.terraform.io",
  versions: ["5.100.0"],
  chosen: true,
};

it("takes the AWS provider from the mirror and all others directly", () => {
  expect(cliConfig(mirror)).toMatchInlineSnapshot(`
    "provider_installation {
      filesystem_mirror {
        path    = "/mirror of \\"ours\\""
        include = ["registry.terraform.io/hashicorp/aws"]
      }
      direct {
        exclude = ["registry.terraform.io/hashicorp/aws"]
      }
    }
    "
  `);
});

it("takes the AWS provider from the mirror and nothing else from anywhere, when it is closed", async () => {
  const path = await writeClosedCliConfig(folder, mirror);
  expect(await readFile(path, "utf8")).toMatchInlineSnapshot(`
    "provider_installation {
      filesystem_mirror {
        path    = "/mirror of \\"ours\\""
        include = ["registry.terraform.io/hashicorp/aws"]
      }
    }
    "
  `);
});

it("names the registry of OpenTofu for OpenTofu", () => {
  const config = cliConfig({ ...mirror, registry: "registry.opentofu.org" });
  expect(config).toContain('exclude = ["registry.opentofu.org/hashicorp/aws"]');
});

it("writes the file, with the folder around it, and tells where", async () => {
  const path = await writeCliConfig(join(folder, "deeper"), mirror);
  expect(await readFile(path, "utf8")).toBe(cliConfig(mirror));
});

describe("chooseCliConfig", () => {
  const found = { ...mirror, chosen: false };
  const choose = (env: object, use?: ProviderMirror, product: "Terraform" | "OpenTofu" = "Terraform") =>
    chooseCliConfig({ HOME: folder, ...env }, product, use, join(folder, "ours"));
  const ours = () => join(folder, "ours", "terraform.rc");

  async function write(name: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, "");
    return path;
  }

  it("writes ours for a mirror that we came across", async () => {
    expect(await choose({}, found)).toBe(ours());
  });

  it("leaves it to Terraform when there is neither a mirror nor a file", async () => {
    expect(await choose({})).toBeUndefined();
  });

  it("passes over a TF_CLI_CONFIG_FILE that points to nothing", async () => {
    expect(await choose({ TF_CLI_CONFIG_FILE: join(folder, "absent") })).toBeUndefined();
    expect(await choose({ TF_CLI_CONFIG_FILE: join(folder, "absent") }, found)).toBe(ours());
  });

  it("takes what the user wrote rather than a mirror that nobody named", async () => {
    const named = await write("named.rc");
    expect(await choose({ TF_CLI_CONFIG_FILE: named }, found)).toBe(named);
    expect(await choose({}, found)).toBe(ours());
    const inHome = await write(".terraformrc");
    expect(await choose({}, found)).toBe(inHome);
  });

  it("takes a mirror that was named rather than what the user wrote", async () => {
    await write(".terraformrc");
    expect(await choose({}, mirror)).toBe(ours());
  });

  it("reads OpenTofu's own file for OpenTofu only", async () => {
    const tofu = await write(".tofurc");
    expect(await choose({}, undefined, "OpenTofu")).toBe(tofu);
    expect(await choose({}, undefined, "Terraform")).toBeUndefined();
  });
});
