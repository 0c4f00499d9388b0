import type { Pipeline, Settings } from "../../../compiler/index.js";
import { connectionsOf } from "../../../compiler/kinds/index.js";
import { connectionStatus, readHealth } from "../../../controller/installation/health/index.js";
import {
  assembleOrphanFinder,
  type Reconciled,
  reconcileKeys,
} from "../../../controller/reconciler/index.js";
import {
  type ConfigTable,
  distinctKeys,
  type PipelineKey,
  systemClock,
} from "../../../controller/records/index.js";
import {
  clientsOf,
  examine,
  examineConnections,
  examineControlPlane,
  examineHealth,
  examineNotified,
  examineQuotas,
  examineStates,
  type Finding,
} from "../../../controller/repair/index.js";
import { confirm } from "../../shared/confirm.js";
import { type CommandContext, withContext } from "../../shared/context.js";
import { Exit } from "../../shared/exit.js";
import { openInstallation } from "../../shared/installation.js";
import { interruptible } from "../../shared/interrupt.js";
import { pipelinesOfTable } from "../../shared/quotas.js";
import { refuseOlderControlPlane } from "../../shared/refuse-older-control-plane.js";
import { pipelineIn } from "../../shared/require-pipeline.js";
import { endedWell, printResult } from "../../shared/results.js";
import { count, type Terminal } from "../../shared/terminal.js";
import { examineAccounts } from "./accounts.js";
import type { DoctorOptions } from "./command.js";

/**
 * Says what is wrong with one pipeline or with all, and with `--fix` mends it. JSON:
 * `{"findings": [{kind, subject, message, remedy, fix, resource?}]}`.
 */
export async function doctor(
  key: PipelineKey | undefined,
  options: DoctorOptions,
  out: Terminal,
): Promise<void> {
  const installation = await openInstallation(options, out);
  if (options.fix) refuseOlderControlPlane(installation, out);
  await interruptible((signal) =>
    withContext({ installation, out, signal }, async (context) => {
      const findings = await examineAll(key, context);
      if (options.json) out.data({ findings: findings.map(({ repair: _, ...finding }) => finding) });
      for (const finding of findings) printFinding(finding, out);
      out.say(`${count(findings.length, "finding")}.`);
      const isWell = options.fix ? await repair(findings, options, context, out) : findings.length === 0;
      if (!isWell) throw new Exit(1);
    }),
  );
}

async function examineAll(only: PipelineKey | undefined, context: CommandContext): Promise<Finding[]> {
  const { connection, reconciler } = context;
  const { objects, states, locks, names } = connection;
  const findOrphans = assembleOrphanFinder({
    ...context,
    workFolder: context.folder,
    signal: reconciler.signal,
  });
  const deps = { ...reconciler, states, clock: systemClock, findOrphans };
  if (only) return [...(await examine(only, deps)), ...(await examineSources(only, context))];
  const keys = await allKeys(context);
  const findings = [
    ...(await examineControlPlane(locks, names.stateBucket, names.stateKey)),
    ...(await examineParts(context)),
    ...(await examineAddresses(context)),
  ];
  for (const key of keys) findings.push(...(await examine(key, deps)));
  findings.push(...(await examineAccounts(context)));
  return [
    ...findings,
    ...(await examineStates(keys, objects)),
    ...(await examineSources(undefined, context)),
  ];
}

/** Whether what starts builds is at work. */
async function examineParts({ installation: { settings }, connection }: CommandContext): Promise<Finding[]> {
  const { region, controller } = settings;
  const now = systemClock.now();
  const health = await readHealth(connection.names, controller.scheduleMinutes, { region, now });
  return examineHealth(health, controller.scheduleMinutes, now);
}

/** The connections of one pipeline; or of all, and what all of them take together. */
async function examineSources(
  only: PipelineKey | undefined,
  { installation: { settings }, connection: { table } }: CommandContext,
): Promise<Finding[]> {
  const pipelines = await (only ? pipelineOf(only, table, settings) : pipelinesOfTable(table, settings));
  const connections = connectionsOf(pipelines.flatMap(({ sources }) => sources));
  const quotas = only ? [] : examineQuotas(pipelines);
  return [...(await examineConnections(connections, connectionStatus)), ...quotas];
}

/** None where there is no item, or none that is sound: its run tells why. */
async function pipelineOf(
  key: PipelineKey,
  table: Pick<ConfigTable, "readItem">,
  settings: Settings,
): Promise<readonly Pipeline[]> {
  const item = await table.readItem(key).catch(() => undefined);
  const pipeline = item && pipelineIn(item, settings);
  return pipeline ? [pipeline] : [];
}

/** Who is to hear of failures. */
async function examineAddresses({
  installation: { settings },
  connection,
}: CommandContext): Promise<Finding[]> {
  const clients = clientsOf({ region: settings.region });
  try {
    const { failures: topicName } = connection.names;
    return await examineNotified({ topicName, emails: settings.controller.notify, clients });
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

/** Of the table, and of the ledger. */
async function allKeys({ connection: { table, ledger } }: CommandContext): Promise<PipelineKey[]> {
  const keys = (await ledger.list()).map(({ key }) => key);
  for await (const key of table.scanKeys()) keys.push(key);
  return distinctKeys(keys);
}

function printFinding({ kind, subject, message, remedy }: Finding, { say, colors }: Terminal): void {
  say(`${colors.bold(subject)} ${colors.cyan(kind)}`);
  say(`  ${message}`);
  say(`  ${remedy}`);
}

/** What is proven first; then, once a person says so, the rest. False while something is left. */
export async function repair(
  findings: readonly Finding[],
  { yes }: Pick<DoctorOptions, "yes">,
  context: Pick<CommandContext, "reconciler">,
  out: Terminal,
): Promise<boolean> {
  const safe = findings.filter(({ fix }) => fix === "safe");
  const unproven = findings.filter(({ fix }) => fix === "confirm");
  let isWell = await apply(safe, context, out);
  if (unproven.length > 0) {
    const what = unproven.map(({ subject, kind }) => `${subject} (${kind})`).join(", ");
    await confirm(`Do you know that the runs behind these have ended: ${what}?`, out, { yes });
    isWell = (await apply(unproven, context, out)) && isWell;
  }
  return isWell && findings.every(({ fix }) => fix !== "manual");
}

/** Locks and digests first: they would stop the runs that mend the rest. */
async function apply(
  findings: readonly Finding[],
  context: Pick<CommandContext, "reconciler">,
  out: Terminal,
): Promise<boolean> {
  const repairs = findings.flatMap(({ repair }) => repair ?? []);
  for (const each of repairs) if (each.kind === "direct") await each.apply();
  const runs = repairs.flatMap((each) => (each.kind === "reconcile" ? [each] : []));
  const ended = new Set(runs.flatMap((run) => run.ended));
  const hasEnded = async (owner: string) => ended.has(owner) || context.reconciler.hasEnded(owner);
  const results = await reconcileKeys(
    runs.map(({ key }) => key),
    { ...context.reconciler, hasEnded },
  );
  for (const result of results) printResult(result, out);
  return results.every(isRepaired);
}

/** Somebody else at work may mend what was found, or not: whoever asks again will know. */
function isRepaired(each: Reconciled): boolean {
  return endedWell(each) && !("skipped" in each.result && each.result.skipped === "locked");
}
