import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Cdktf, cdktfIn } from "./cdktf.js";
import type { Toolchain } from "./open.js";
import { type Terraform, terraformIn } from "./terraform.js";

/** How a run of Terraform is watched and ended. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** A folder in which cdktf and Terraform run, with CDKTF's output in it. */
export interface CdktfProject {
  readonly folder: string;
  readonly output: string;
}

export interface Tooling {
  readonly toolchain: Toolchain;
  readonly timeoutMs: number;
}

/** cdktf wants a `cdktf.json`, although nothing is synthesized any more. */
export async function newProject(workFolder: string): Promise<CdktfProject> {
  await mkdir(workFolder, { recursive: true });
  const folder = await mkdtemp(join(workFolder, "run-"));
  const file = { language: "typescript", app: "true", output: "out", sendCrashReports: "false" };
  await writeFile(join(folder, "cdktf.json"), JSON.stringify(file));
  return { folder, output: join(folder, "out") };
}

/** Uses a project once; nothing of it stays. */
export async function withTemporaryProject<T>(
  project: CdktfProject,
  use: (project: CdktfProject) => Promise<T>,
): Promise<T> {
  try {
    return await use(project);
  } finally {
    await rm(project.folder, { recursive: true, force: true });
  }
}

/** As it was named then: the settings may have changed since. */
export async function stackIn({ output }: CdktfProject): Promise<string> {
  const { stacks } = JSON.parse(await readFile(join(output, "manifest.json"), "utf8"));
  return Object.keys(stacks)[0] ?? "";
}

export function cdktfFor({ folder }: CdktfProject, { toolchain, timeoutMs }: Tooling, watch: Watch): Cdktf {
  const skipProviderLock = toolchain.mirror !== undefined;
  return cdktfIn(toolchain.cdktf, {
    ...{ cwd: folder, env: withLockTimeout(toolchain), skipProviderLock, timeoutMs },
    ...{ signal: watch.signal, onOutput: watch.onLine },
  });
}

/** Terraform itself, in a stack's own folder. Its plans are not told: they are for us. */
export function terraformFor(
  cwd: string,
  { toolchain, timeoutMs }: Tooling,
  { signal }: Pick<Watch, "signal">,
): Terraform {
  return terraformIn(toolchain.terraform.path, { cwd, env: withLockTimeout(toolchain), timeoutMs, signal });
}

/** A person at a laptop may hold the lock for a moment. */
const lockTimeout = "-lock-timeout=60s";

function withLockTimeout({ env }: Toolchain) {
  return {
    ...env,
    TF_CLI_ARGS_plan: lockTimeout,
    TF_CLI_ARGS_apply: lockTimeout,
    TF_CLI_ARGS_destroy: lockTimeout,
  };
}
