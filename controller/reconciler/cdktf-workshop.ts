import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { formatDiagnostic, type Settings, safeBuildPipeline, safeParseItem } from "../../compiler/index.js";
import { writeStacks } from "../../compiler/output/index.js";
import { type Cdktf, cdktfIn, fromOutput, type Toolchain } from "../../toolchain/index.js";
import type { Tools } from "../ledger/index.js";
import { forCompiler, type TableItem } from "../table/index.js";
import { type Configurations, type OutputFiles, readOutput } from "./configurations.js";
import type { StateStore } from "./state-store.js";
import type { Compiled, Output, Watch, Workshop } from "./workshop.js";

export interface CdktfWorkshopOptions {
  readonly settings: Settings;
  readonly toolchain: Toolchain;
  readonly states: StateStore;
  readonly configurations: Configurations;
  /** Outputs and Terraform's own files; each run's are removed at its end. */
  readonly workFolder: string;
  readonly timeoutMs: number;
}

/** The workshop that runs the real thing: the compiler, cdktf and Terraform, with states in S3. */
export function cdktfWorkshop(options: CdktfWorkshopOptions): Workshop {
  const { states, configurations } = options;
  return {
    compile: (item) => compile(item, options),
    stateOf: (key) => states.markOf(key),
    keep: async (key, { digest, folder }) => configurations.keep(key, digest, await readOutput(folder)),
    deploy: (_, output, watch) => deploy(output, options, watch),
    destroy: (_, { configuration }, watch) => destroy(configuration, options, watch),
    clear: async (key) => {
      await states.clear(key);
      await configurations.clear(key);
    },
    mend: (key, ended) => states.mend(key, ended),
  };
}

async function compile(item: TableItem, options: CdktfWorkshopOptions): Promise<Compiled> {
  const { settings, toolchain, workFolder } = options;
  const where = { settings, file: settings.table };
  const parsed = safeParseItem(forCompiler(item), where);
  const built = parsed.ok ? safeBuildPipeline(parsed.value, where) : parsed;
  if (!built.ok) return invalid(built.diagnostics);
  const folder = join(await newProject(workFolder), "out");
  await writeStacks([built.value], settings, folder);
  const digest = digestOf(await readOutput(folder));
  return { ok: true, output: { digest, tools: toolsOf(toolchain), stack: built.value.name, folder } };
}

function toolsOf({ terraform, cdktf, mirror }: Toolchain): Tools {
  const provider = mirror?.versions.at(-1);
  return { terraform: terraform.version, cdktf: cdktf.version, ...(provider && { provider }) };
}

type Diagnostics = readonly Parameters<typeof formatDiagnostic>[0][];

function invalid(diagnostics: Diagnostics): Compiled {
  const reason = diagnostics.map((diagnostic) => formatDiagnostic({ ...diagnostic, hint: "" })).join("\n");
  return { ok: false, reason, hint: [...new Set(diagnostics.map(({ hint }) => hint))].join("\n") };
}

function digestOf(files: OutputFiles): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of files) hash.update(`${JSON.stringify(path)} ${bytes.length}\n`).update(bytes);
  return hash.digest("hex");
}

async function deploy({ stack, folder }: Output, options: CdktfWorkshopOptions, watch: Watch): Promise<void> {
  const project = dirname(folder);
  try {
    await cdktf(project, options, watch).deploy(stack, ...fromOutput(folder));
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

async function destroy(configuration: string, options: CdktfWorkshopOptions, watch: Watch): Promise<void> {
  const project = await newProject(options.workFolder);
  const folder = join(project, "out");
  try {
    await options.configurations.fetch(configuration, folder);
    const stack = await stackIn(folder);
    await cdktf(project, options, watch).destroy(stack, ...fromOutput(folder));
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

/** As it was named then: the settings may have changed since. */
async function stackIn(folder: string): Promise<string> {
  const { stacks } = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  return Object.keys(stacks)[0] ?? "";
}

/** cdktf wants a `cdktf.json`, although nothing is synthesized any more. */
async function newProject(workFolder: string): Promise<string> {
  await mkdir(workFolder, { recursive: true });
  const project = await mkdtemp(join(workFolder, "run-"));
  const file = { language: "typescript", app: "true", output: "out", sendCrashReports: "false" };
  await writeFile(join(project, "cdktf.json"), JSON.stringify(file));
  return project;
}

/** A person at a laptop may hold the lock for a moment. */
const lockTimeout = "-lock-timeout=60s";

function cdktf(cwd: string, { toolchain, timeoutMs }: CdktfWorkshopOptions, watch: Watch): Cdktf {
  const patience = { TF_CLI_ARGS_plan: lockTimeout, TF_CLI_ARGS_apply: lockTimeout };
  return cdktfIn(toolchain.cdktf, {
    cwd,
    env: { ...toolchain.env, ...patience, TF_CLI_ARGS_destroy: lockTimeout },
    skipProviderLock: toolchain.mirror !== undefined,
    timeoutMs,
    signal: watch.signal,
    onOutput: watch.onLine,
  });
}
