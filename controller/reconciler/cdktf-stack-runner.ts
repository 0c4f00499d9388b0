import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { formatDiagnostic, type Settings, safeBuildPipeline, safeParseItem } from "../../compiler/index.js";
import { writeStacks } from "../../compiler/output/index.js";
import { policyReport } from "../../compiler/pipeline/index.js";
import {
  cdktfFor,
  fromOutput,
  newProject,
  stackIn,
  type Toolchain,
  type Watch,
  withTemporaryProject,
} from "../../toolchain/index.js";
import {
  type Applied,
  forCompiler,
  KnownFailure,
  type PipelineKey,
  type TableItem,
  type Tools,
} from "../records/index.js";
import {
  explainFailure,
  giveUpKeys,
  idOf,
  type RecoveryOptions,
  recover,
  withUnknownAccounts,
} from "../repair/index.js";
import {
  type OutputFiles,
  permissionsFile,
  readOutput,
  readPermissions,
  writePermissions,
} from "../state/index.js";
import type { CompileResult, Output, StackRunner } from "./stack-runner.js";

export interface CdktfStackRunnerOptions extends RecoveryOptions {
  readonly settings: Settings;
}

/** The runner of real stacks: the compiler, cdktf and Terraform, with states in S3. */
export function cdktfStackRunner(options: CdktfStackRunnerOptions): StackRunner {
  const { states, configurations } = options;
  return {
    compile: (item) => compile(item, options),
    stateOf: (key) => states.markOf(key),
    keep: async (key, { digest, folder }) => configurations.keep(key, digest, await readOutput(folder)),
    deploy: (_, output, watch, applied) =>
      deploy(output, options, watch).catch(async (error: unknown) => {
        throw await namingAccounts(error, output, applied, options);
      }),
    recover: (key, attempt, watch) => recover(key, attempt, options, watch),
    destroy: (key, { configuration }, watch) => destroy(key, configuration, options, watch),
    clear: async (key) => {
      await states.clear(key);
      await configurations.clear(key);
    },
    repair: (key, ended) => states.repair(key, ended),
  };
}

async function compile(item: TableItem, options: CdktfStackRunnerOptions): Promise<CompileResult> {
  const { settings, toolchain, workFolder } = options;
  const where = { settings, file: settings.table, inTable: true };
  const parsed = safeParseItem(forCompiler(item), where);
  const built = parsed.ok ? safeBuildPipeline(parsed.value, where) : parsed;
  if (!built.ok) return invalid(built.diagnostics);
  const { output: folder } = await newProject(workFolder);
  await writeStacks([built.value], settings, folder);
  const digest = digestOf(await readOutput(folder));
  await writePermissions(folder, policyReport(built.value, settings));
  return { ok: true, output: { digest, tools: toolsOf(toolchain), stack: built.value.name, folder } };
}

function toolsOf({ terraform, cdktf, mirror }: Toolchain): Tools {
  const provider = mirror?.versions.at(-1);
  return { terraform: terraform.version, cdktf: cdktf.version, ...(provider && { provider }) };
}

type Diagnostics = readonly Parameters<typeof formatDiagnostic>[0][];

/** Each problem with its hint beside it. */
function invalid(diagnostics: Diagnostics): CompileResult {
  const reason = diagnostics.map(formatDiagnostic).join("\n");
  return { ok: false, reason, hint: "Change the item: it is then tried again by itself." };
}

function digestOf(files: OutputFiles): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of files) hash.update(`${JSON.stringify(path)} ${bytes.length}\n`).update(bytes);
  return hash.digest("hex");
}

async function deploy(
  { stack, folder }: Output,
  options: CdktfStackRunnerOptions,
  watch: Watch,
): Promise<void> {
  await withTemporaryProject({ folder: dirname(folder), output: folder }, async (project) => {
    await cdktfFor(project, options, watch).deploy(stack, ...fromOutput(folder));
  });
}

/** AWS refuses a principal without saying which: what was tried and what was applied before tell. */
async function namingAccounts(
  error: unknown,
  { folder }: Output,
  applied: Applied | undefined,
  { configurations }: RecoveryOptions,
): Promise<unknown> {
  const failure = explainFailure(error);
  if (failure.class !== "invalid-principal") return error;
  const tried = readPermissions(await readFile(join(folder, permissionsFile)));
  const before = applied && (await configurations.permissionsOf(applied.configuration));
  return new KnownFailure(withUnknownAccounts(failure, tried, before));
}

async function destroy(
  key: PipelineKey,
  configuration: string,
  options: CdktfStackRunnerOptions,
  watch: Watch,
): Promise<void> {
  await withTemporaryProject(await newProject(options.workFolder), async (project) => {
    await options.configurations.fetch(configuration, project.output);
    const stack = await stackIn(project);
    await cdktfFor(project, options, watch).destroy(stack, ...fromOutput(project.output));
    const search = { clients: options.clients, pipelineId: idOf(key), stack };
    for (const line of await giveUpKeys(key, search, options.states)) watch.onLine(line);
  });
}
