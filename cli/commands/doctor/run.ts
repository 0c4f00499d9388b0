import { controlPlaneNames } from "../../../controller/installation/index.js";
import { assembleLook, type Reconciled, reconcileKeys } from "../../../controller/reconciler/index.js";
import { distinctKeys, type PipelineKey, systemClock } from "../../../controller/records/index.js";
import {
  examine,
  examineControlPlane,
  examineStates,
  type Finding,
} from "../../../controller/repair/index.js";
import { LockRows, Locks, Objects, StateStore } from "../../../controller/state/index.js";
import { confirm } from "../../shared/confirm.js";
import { Exit } from "../../shared/exit.js";
import { type InstallationOptions, openInstallation } from "../../shared/installation.js";
import { interruptible } from "../../shared/interrupt.js";
import { endedWell, sayResult } from "../../shared/results.js";
import { tablesOf } from "../../shared/tables.js";
import { count, type Terminal } from "../../shared/terminal.js";
import { type Workbench, withWorkbench } from "../../shared/workbench.js";

export interface DoctorOptions extends InstallationOptions {
  readonly fix?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/**
 * Says what is wrong with one pipeline or with all, and with `--fix` mends it. JSON:
 * `{"findings": [{kind, subject, message, remedy, standing, resource?}]}`.
 */
export async function doctor(
  key: PipelineKey | undefined,
  options: DoctorOptions,
  out: Terminal,
): Promise<void> {
  const installation = await openInstallation(options, out);
  await interruptible((signal) =>
    withWorkbench({ installation, out, signal }, async (bench) => {
      const findings = await examineAll(key, bench);
      if (options.json) out.data({ findings: findings.map(({ fix: _, ...finding }) => finding) });
      for (const finding of findings) sayFinding(finding, out);
      out.say(`${count(findings.length, "finding")}.`);
      const isWell = options.fix ? await mend(findings, options, bench, out) : findings.length === 0;
      if (!isWell) throw new Exit(1);
    }),
  );
}

async function examineAll(only: PipelineKey | undefined, bench: Workbench): Promise<Finding[]> {
  const { installation, clients, reconciler } = bench;
  const { stateBucket, lockTable, stateKey } = controlPlaneNames(installation.settings);
  const objects = new Objects(clients.s3, stateBucket);
  const hasTable = installation.settings.state.lock !== "s3";
  const rows = hasTable ? new LockRows(clients.documents, lockTable) : undefined;
  const states = new StateStore(objects, rows);
  const lookFor = assembleLook({ ...bench, workFolder: bench.folder, signal: reconciler.signal });
  const practice = { ...reconciler, states, clock: systemClock, lookFor };
  if (only) return examine(only, practice);
  const keys = await allKeys(bench);
  const findings = await examineControlPlane(new Locks(objects, rows), stateBucket, stateKey);
  for (const key of keys) findings.push(...(await examine(key, practice)));
  return [...findings, ...(await examineStates(keys, objects))];
}

/** Of the table, and of the ledger. */
async function allKeys({ installation, clients }: Workbench): Promise<PipelineKey[]> {
  const { table, ledger } = tablesOf(installation, clients);
  const keys = (await ledger.list()).map(({ key }) => key);
  for await (const key of table.scanKeys()) keys.push(key);
  return distinctKeys(keys);
}

function sayFinding({ kind, subject, message, remedy }: Finding, { say, colors }: Terminal): void {
  say(`${colors.bold(subject)} ${colors.cyan(kind)}`);
  say(`  ${message}`);
  say(`  ${remedy}`);
}

/** What is proven first; then, once a person says so, the rest. False while something is left. */
export async function mend(
  findings: readonly Finding[],
  { yes }: Pick<DoctorOptions, "yes">,
  bench: Pick<Workbench, "reconciler">,
  out: Terminal,
): Promise<boolean> {
  const sure = findings.filter(({ standing }) => standing === "sure");
  const asking = findings.filter(({ standing }) => standing === "ask");
  let isWell = await apply(sure, bench, out);
  if (asking.length > 0) {
    const what = asking.map(({ subject, kind }) => `${subject} (${kind})`).join(", ");
    await confirm(`Do you know that the runs behind these have ended: ${what}?`, out, { yes });
    isWell = (await apply(asking, bench, out)) && isWell;
  }
  return isWell && findings.every(({ standing }) => standing !== "leave");
}

/** Locks and digests first: they would stop the runs that mend the rest. */
async function apply(
  findings: readonly Finding[],
  bench: Pick<Workbench, "reconciler">,
  out: Terminal,
): Promise<boolean> {
  const fixes = findings.flatMap(({ fix }) => fix ?? []);
  for (const fix of fixes) if (fix.kind === "direct") await fix.apply();
  const runs = fixes.flatMap((fix) => (fix.kind === "reconcile" ? [fix] : []));
  const ended = new Set(runs.flatMap((run) => run.ended));
  const hasEnded = async (owner: string) => ended.has(owner) || bench.reconciler.hasEnded(owner);
  const results = await reconcileKeys(
    runs.map(({ key }) => key),
    { ...bench.reconciler, hasEnded },
  );
  for (const result of results) sayResult(result, out);
  return results.every(isMended);
}

/** Somebody else at work may mend what was found, or not: whoever asks again will know. */
function isMended(each: Reconciled): boolean {
  return endedWell(each) && !("passedBy" in each.result && each.result.passedBy === "held");
}
