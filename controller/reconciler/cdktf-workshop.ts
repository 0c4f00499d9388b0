import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { formatDiagnostic, type Settings, safeBuildPipeline, safeParseItem } from "../../compiler/index.js";
import { writeStacks } from "../../compiler/output/index.js";
import { policyReport } from "../../compiler/pipeline/index.js";
import { fromOutput, type Toolchain } from "../../toolchain/index.js";
import type { PipelineKey } from "../key.js";
import type { Tools } from "../ledger/index.js";
import { forCompiler, type TableItem } from "../table/index.js";
import { type OutputFiles, readOutput } from "./configurations.js";
import { writePermissions } from "./kept-permissions.js";
import { cdktfFor, newProject, stackIn, useOnce } from "./project.js";
import { giveUpKeys, idOf, type RecoveryOptions, recover } from "./recover.js";
import type { Compiled, Output, Watch, Workshop } from "./workshop.js";

export interface CdktfWorkshopOptions extends RecoveryOptions {
  readonly settings: Settings;
}

/** The workshop that runs the real thing: the compiler, cdktf and Terraform, with states in S3. */
export function cdktfWorkshop(options: CdktfWorkshopOptions): Workshop {
  const { states, configurations } = options;
  return {
    compile: (item) => compile(item, options),
    stateOf: (key) => states.markOf(key),
    keep: async (key, { digest, folder }) => configurations.keep(key, digest, await readOutput(folder)),
    deploy: (_, output, watch) => deploy(output, options, watch),
    recover: (key, attempt, watch) => recover(key, attempt, options, watch),
    destroy: (key, { configuration }, watch) => destroy(key, configuration, options, watch),
    clear: async (key) => {
      await states.clear(key);
      await configurations.clear(key);
    },
    mend: (key, ended) => states.mend(key, ended),
  };
}

async function compile(item: TableItem, options: CdktfWorkshopOptions): Promise<Compiled> {
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
function invalid(diagnostics: Diagnostics): Compiled {
  const reason = diagnostics.map(formatDiagnostic).join("\n");
  return { ok: false, reason, hint: "Change the item: it is then tried again by itself." };
}

function digestOf(files: OutputFiles): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of files) hash.update(`${JSON.stringify(path)} ${bytes.length}\n`).update(bytes);
  return hash.digest("hex");
}

async function deploy({ stack, folder }: Output, options: CdktfWorkshopOptions, watch: Watch): Promise<void> {
  await useOnce({ folder: dirname(folder), output: folder }, async (project) => {
    await cdktfFor(project, options, watch).deploy(stack, ...fromOutput(folder));
  });
}

async function destroy(
  key: PipelineKey,
  configuration: string,
  options: CdktfWorkshopOptions,
  watch: Watch,
): Promise<void> {
  await useOnce(await newProject(options.workFolder), async (project) => {
    await options.configurations.fetch(configuration, project.output);
    const stack = await stackIn(project);
    await cdktfFor(project, options, watch).destroy(stack, ...fromOutput(project.output));
    const search = { clients: options.clients, pipelineId: idOf(key), stack };
    for (const line of await giveUpKeys(key, search, options.states)) watch.onLine(line);
  });
}
