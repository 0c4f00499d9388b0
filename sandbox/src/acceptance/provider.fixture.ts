import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ChildEnvironment } from "../../../toolchain/environment.js";
import { type Terraform, type Toolchain, thisPlatform } from "../../../toolchain/index.js";

/** The AWS provider in a process of its own, which every command of Terraform then uses. */
export interface Provider {
  /** What makes Terraform use it, also without `terraform init`. */
  readonly env: ChildEnvironment;
  close(): Promise<void>;
}

const version = "5.100.0";

/**
 * A start of the provider is half of a command's time, so that one is started for all. It takes endpoint and credentials
 * from its own environment. https://developer.hashicorp.com/terraform/plugin/debugging
 */
export async function startProvider(program: string, env: ChildEnvironment): Promise<Provider> {
  // A certificate that the provider is to trust it can add to its client once, and each command configures it anew.
  const { AWS_CA_BUNDLE: _, ...rest } = env;
  const child = spawn(program, ["-debug"], { env: rest, stdio: ["ignore", "pipe", "ignore"] });
  const reattach = await announced(child);
  return { env: { TF_REATTACH_PROVIDERS: reattach }, close: () => end(child) };
}

/** Where the provider lies: in an unpacked mirror, or where Terraform installs it in its working folder. */
export async function findProvider(
  { mirror }: Toolchain,
  terraform: Terraform,
  cwd: string,
): Promise<string> {
  const mirrored = mirror && (await programIn(join(mirror.path, mirror.registry)));
  if (mirrored) return mirrored;
  const required = { required_providers: { aws: { source: "hashicorp/aws", version } } };
  await writeFile(join(cwd, "versions.tf.json"), JSON.stringify({ terraform: required }));
  await terraform.init();
  const installed = await programIn(join(cwd, ".terraform", "providers", "registry.terraform.io"));
  if (installed) return installed;
  throw new Error(`Version ${version} of the AWS provider was not found.`);
}

async function programIn(registry: string): Promise<string | undefined> {
  const folder = join(registry, "hashicorp", "aws", version, thisPlatform());
  const names = await readdir(folder).catch(() => []);
  const program = names.find((name) => name.startsWith("terraform-provider-aws"));
  return program && join(folder, program);
}

async function announced(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (!stdout) throw new Error("The provider has no output.");
  const lines = createInterface(stdout);
  return new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      const [, reattach] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line) ?? [];
      if (reattach) resolve(reattach);
    });
    child.once("exit", () => reject(new Error("The provider ended before it could be used.")));
  });
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const killed = setTimeout(() => child.kill("SIGKILL"), 2_000);
  await ended;
  clearTimeout(killed);
}
