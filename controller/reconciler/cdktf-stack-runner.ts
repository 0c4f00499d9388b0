import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { approvalsOf } from "../../compiler/changes/index.js";
import { formatDiagnostic, type Settings, safeBuildPipeline, safeParseItem } from "../../compiler/index.js";
import { pipelineName } from "../../compiler/names/index.js";
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
  type Activities,
  type Applied,
  type Attempt,
  forCompiler,
  KnownFailure,
  type PipelineKey,
  type TableItem,
  type Tools,
} from "../records/index.js";
import {
  deleteReportGroups,
  emailsOf,
  explainFailure,
  giveUpKeys,
  idOf,
  type RecoveryOptions,
  recover,
  withUnknownAccounts,
} from "../repair/index.js";
import {
  digestOfOutput,
  type Owners,
  permissionsFile,
  readOutput,
  readPermissions,
  writePermissions,
} from "../state/index.js";
import { layoutOf } from "./layout.js";
import type { ApprovalTopic, CompileResult, Output, StackRunner, Subscriptions } from "./stack-runner.js";

export interface CdktfStackRunnerOptions extends RecoveryOptions {
  readonly settings: Settings;
  readonly owners: Owners;
  /** Where what pipelines do is kept. */
  readonly activities: Pick<Activities, "open" | "forget">;
}

/** The runner of real stacks: the compiler, cdktf and Terraform, with states in S3. */
export function cdktfStackRunner(options: CdktfStackRunnerOptions): StackRunner {
  const { states, configurations, owners, activities, settings } = options;
  return {
    compile: (item) => compile(item, options),
    stateOf: (key) => states.markOf(key),
    keep: async (key, output) => {
      // Before there is a pipeline whose events could come.
      if (output.layout) await activities.open(key, output.stack, output.layout);
      return configurations.keep(key, output.digest, await readOutput(output.folder));
    },
    deploy: (key, output, watch, applied) =>
      deploy(output, options, watch).catch(async (error: unknown) => {
        throw await namingAccounts(error, { key, output, applied }, options);
      }),
    subscriptions: (approvals) => subscriptionsOf(approvals, options),
    recover: (key, attempt, watch) => recover(key, attempt, options, watch),
    claim: (key) => owners.claim(key),
    destroy: (key, last, watch) => destroy(key, last, options, watch),
    clear: async (key) => {
      await states.clear(key);
      await configurations.clear(key);
      await activities.forget(pipelineName(settings.namePrefix, idOf(key)));
      await owners.clear(key);
    },
    repair: (key, ended) => states.repair(key, ended),
  };
}

async function compile(item: TableItem, options: CdktfStackRunnerOptions): Promise<CompileResult> {
  const { settings, toolchain, workFolder } = options;
  const where = { settings, file: settings.table, inTable: true };
  const value = forCompiler(item);
  const parsed = safeParseItem(value, where);
  const built = parsed.ok ? safeBuildPipeline(parsed.value, where) : parsed;
  if (!built.ok) return invalid(built.diagnostics);
  const { output: folder } = await newProject(workFolder);
  await writeStacks([built.value], settings, folder);
  const digest = digestOfOutput(await readOutput(folder));
  await writePermissions(folder, {
    ...policyReport(built.value, settings),
    approvals: approvalsOf(built.value),
    item: value,
  });
  const approvals = built.value.environments.flatMap(({ approval }) =>
    approval?.topicName ? [{ topicName: approval.topicName, emails: approval.emails }] : [],
  );
  const [stack, layout] = [built.value.name, layoutOf(built.value)];
  const output = { digest, tools: toolsOf(toolchain), stack, folder, approvals, layout };
  return { ok: true, output };
}

async function subscriptionsOf(
  approvals: readonly ApprovalTopic[],
  { clients }: CdktfStackRunnerOptions,
): Promise<Subscriptions> {
  const pending: string[] = [];
  const gone: string[] = [];
  for (const { topicName, emails } of approvals) {
    const known = await emailsOf(topicName, clients);
    pending.push(...emails.filter((email) => known.get(email) === false));
    gone.push(...emails.filter((email) => !known.has(email)));
  }
  return { pending, gone };
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

async function deploy(
  { stack, folder }: Output,
  options: CdktfStackRunnerOptions,
  watch: Watch,
): Promise<void> {
  await withTemporaryProject({ folder: dirname(folder), output: folder }, async (project) => {
    await cdktfFor(project, options, watch).deploy(stack, ...fromOutput(folder));
  });
}

interface FailedDeploy {
  readonly key: PipelineKey;
  readonly output: Output;
  readonly applied: Applied | undefined;
}

/** AWS refuses a principal without saying which: what was tried and what was applied before tell. */
async function namingAccounts(
  error: unknown,
  { key, output, applied }: FailedDeploy,
  { configurations }: RecoveryOptions,
): Promise<unknown> {
  const failure = explainFailure(error);
  if (failure.class !== "invalid-principal") return error;
  const tried = readPermissions(await readFile(join(output.folder, permissionsFile)));
  // Without it all that was tried is in doubt; that it cannot be read is not why AWS refused.
  const before = applied && (await configurations.permissionsOf(key, applied).catch(() => undefined));
  return new KnownFailure(withUnknownAccounts(failure, tried, before));
}

async function destroy(
  key: PipelineKey,
  last: Attempt | Applied,
  options: CdktfStackRunnerOptions,
  watch: Watch,
): Promise<void> {
  await withTemporaryProject(await newProject(options.workFolder), async (project) => {
    await options.configurations.fetch(key, last, project.output);
    const stack = await stackIn(project);
    await cdktfFor(project, options, watch).destroy(stack, ...fromOutput(project.output));
    const search = { clients: options.clients, pipelineId: idOf(key), stack };
    for (const line of await giveUpKeys(key, search, options.states)) watch.onLine(line);
    for (const name of await deleteReportGroups(search)) watch.onLine(`${name}: report group deleted.`);
  });
}
