import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openToolchain, type Toolchain } from "./open.js";
import type { RunOptions } from "./run.js";
import { terraformIn } from "./terraform.js";

let folder: string;
let toolchain: Toolchain;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "terraform-"));
  const env = { ...process.env, TF_CLI_CONFIG_FILE: join(folder, "absent") };
  toolchain = await openToolchain({ env, cwd: folder }, folder);
});

afterEach(() => rm(folder, { recursive: true }));

const terraform = (options: Partial<RunOptions> = {}) =>
  terraformIn(toolchain.terraform.path, { cwd: folder, env: toolchain.env, ...options });

const configure = (text: string) => writeFile(join(folder, "main.tf"), text);

const pet = `
resource "terraform_data" "pet" {
  input = "cat"
}

output "pet" {
  value = terraform_data.pet.output
}
`;

/** The second resource takes longer than any test. */
const slow = `
resource "terraform_data" "quick" {}

resource "terraform_data" "slow" {
  depends_on = [terraform_data.quick]
  provisioner "local-exec" {
    command = "sleep 600"
  }
}
`;

async function addressesInState(): Promise<string[]> {
  const { resources } = JSON.parse(await readFile(join(folder, "terraform.tfstate"), "utf8"));
  return resources.map(({ type, name }: { type: string; name: string }) => `${type}.${name}`);
}

describe("terraform", () => {
  it("plans, applies, plans nothing, shows, and destroys", async () => {
    await configure(pet);
    await terraform().init();

    const plan = await terraform().plan();
    expect(plan.hasChanges).toBe(true);
    expect((await plan.json()).resource_changes).toMatchObject([
      { address: "terraform_data.pet", change: { actions: ["create"] } },
    ]);

    const planned = await terraform().planChanges();
    expect(planned).toMatchObject({
      hasChanges: true,
      changes: [{ address: "terraform_data.pet", type: "terraform_data", change: { actions: ["create"] } }],
    });

    await terraform().apply(planned.file);
    expect(await terraform().output()).toMatchObject({ pet: { value: "cat", sensitive: false } });
    expect((await terraform().plan()).hasChanges).toBe(false);
    expect(await terraform().show()).toHaveProperty(
      "values.root_module.resources.0.address",
      "terraform_data.pet",
    );

    await terraform().destroy();
    expect(await addressesInState()).toEqual([]);
  });

  it("says what is wrong with a configuration, and that nothing is wrong with another", async () => {
    await configure(pet);
    expect(await terraform().validate()).toMatchObject({ valid: true, diagnostics: [] });
    await configure('output "pet" { value = local.absent }');
    expect(await terraform().validate()).toMatchObject({
      valid: false,
      diagnostics: [{ severity: "error", summary: "Reference to undeclared local value" }],
    });
  });

  it("names the files that are not formatted", async () => {
    await configure(pet.trimStart());
    expect(await terraform().unformatted()).toEqual([]);
    await configure(pet.replace("input =", "input   ="));
    expect(await terraform().unformatted()).toEqual(["main.tf"]);
  });

  it("runs a module's tests", async () => {
    await configure(pet);
    const test = (name: string) =>
      writeFile(
        join(folder, "pet.tftest.hcl"),
        `run "r" {\n assert {\n condition = output.pet == "${name}"\n error_message = "no ${name}"\n }\n}`,
      );
    await terraform().init();
    await test("cat");
    expect((await terraform().test()).stdout).toContain("1 passed, 0 failed");
    await test("dog");
    await expect(terraform().test()).rejects.toThrow("no dog");
  });

  it("throws with Terraform's own words when it fails", async () => {
    await configure("resource {}");
    await expect(terraform().init()).rejects.toThrow(
      /init .* ended with exit code 1:[\s\S]*Missing type for resource/,
    );
    await expect(terraform().plan()).rejects.toThrow("ended with exit code 1");
    await expect(terraform().planChanges()).rejects.toThrow(/exit code 1:[\s\S]*\nError: /);
  });

  it("does not see a CLI configuration that is not there", async () => {
    await configure(pet);
    const { stdout, stderr } = await terraform().init();
    expect(stdout + stderr).not.toContain("CLI configuration");
  });

  it("installs the AWS provider, from the mirror where there is one", async () => {
    await configure(
      'terraform {\n required_providers {\n aws = {\n source = "hashicorp/aws"\n version = ">= 5.100.0, < 7.0.0"\n }\n }\n}',
    );
    const { stdout } = await terraform().init();
    const [, installed] = /Installed hashicorp\/aws v(\S+)/.exec(stdout) ?? [];
    expect(toolchain.mirror?.versions ?? [installed]).toContain(installed);
  });
});

describe("terraform, stopped in an apply", () => {
  const stopped = "Interrupt received";

  it("saves its state when it is cancelled, and the next run finishes the work", async () => {
    await configure(slow);
    await terraform().init();
    const controller = new AbortController();
    const onOutput = (line: string) => {
      if (line.includes("Provisioning")) controller.abort();
    };
    const apply = terraform({ signal: controller.signal, onOutput }).apply();
    const { result } = await apply.catch((error) => error);
    expect(result).toMatchObject({ cancelled: true, exitCode: 1, signal: undefined });
    expect(result.stdout.split(stopped)).toHaveLength(2);
    expect(await addressesInState()).toEqual(["terraform_data.quick", "terraform_data.slow"]);

    await configure(slow.replace("600", "0"));
    await terraform().apply();
    expect((await terraform().plan()).hasChanges).toBe(false);
  });

  it("saves its state when its time is over", async () => {
    await configure(slow);
    await terraform().init();
    const apply = terraform({ timeoutMs: 5_000 }).apply();
    await expect(apply).rejects.toThrow(/apply .* was stopped at its time-out, after \d/);
    expect(await addressesInState()).toContain("terraform_data.quick");
  });
});
