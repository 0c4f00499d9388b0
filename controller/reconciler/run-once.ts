import {
  type Attempt,
  type Failure,
  type LedgerRecord,
  type Outcome,
  type PipelineKey,
  type RunSummary,
  shownKey,
  type TableItem,
  timestamp,
} from "../records/index.js";
import { addressesAfter, isToAskAgain } from "./addresses.js";
import { type HeldBack, holdBack } from "./hold-back.js";
import type { OutputTail } from "./output-tail.js";
import { recoverAttempt } from "./recover-attempt.js";
import { ensureHeld, type Run } from "./run.js";
import { runTerraform } from "./run-terraform.js";
import type { Output } from "./stack-runner.js";
import { isUnchanged } from "./unchanged.js";

export type ReconcileResult = Pick<Outcome, "kind" | "failure" | "recovered" | "tail"> &
  Pick<RunSummary, "addresses">;

/** Does what an item, or its absence, asks for; or nothing yet, while that would cancel what is to be waited for. */
export async function runOnce(
  record: LedgerRecord,
  item: TableItem | undefined,
  run: Run,
  tail: OutputTail,
): Promise<ReconcileResult | HeldBack> {
  const owner = await run.runner.claim(record.key);
  if (owner) return ofAnother(owner, record, item, run);
  await repairStale(record, run);
  if (!item) return remove(record, run, tail);
  const compiled = await run.runner.compile(item);
  if (!compiled.ok) {
    const { reason: message, hint } = compiled;
    return { kind: "invalid", failure: { class: "invalid-item", message, hint } };
  }
  const tooMany = await whyTooMany(record, run);
  if (tooMany) return { kind: "failed", failure: tooMany };
  const state = await run.runner.stateOf(record.key);
  const isSame = isUnchanged(record, compiled.output, state);
  const asksAgain = isSame && (await isToAskAgain(record, compiled.output, run));
  const isToDeploy = !isSame || asksAgain;
  const held = isToDeploy ? await holdBack(record, compiled.output, run) : undefined;
  if (held) return held;
  const result: ReconcileResult = isToDeploy
    ? await deploy(record, compiled.output, run, tail)
    : { kind: "unchanged" };
  const addresses = await addressesAfter(record, compiled.output, run, asksAgain);
  return { ...result, ...(addresses && { addresses }) };
}

/** Nothing of this key was ever made, and what is there under its id is not touched. */
async function ofAnother(
  owner: PipelineKey,
  { key }: LedgerRecord,
  item: TableItem | undefined,
  { ledger, lease }: Run,
): Promise<ReconcileResult> {
  if (item) return { kind: "failed", failure: idTaken(key, owner) };
  await ensureHeld(key, ledger.recordDestroyed(key, lease.id));
  return { kind: "destroyed" };
}

function idTaken(key: PipelineKey, owner: PipelineKey): Failure {
  return {
    class: "id-taken",
    message: `The id of ${shownKey(key)} is already that of ${shownKey(owner)}: their hashes meet, which happens on purpose alone.`,
    hint: "Nothing was done. Use another branch; and find out who chose these names.",
  };
}

/** Who writes items of a repository makes keys, buckets and roles, and mails to whom they name: up to a bound. */
async function whyTooMany(
  { key, lastApplied, lastAttempted }: LedgerRecord,
  { ledger, mostPipelines = Number.POSITIVE_INFINITY }: Run,
): Promise<Failure | undefined> {
  if (lastApplied || lastAttempted || mostPipelines === Number.POSITIVE_INFINITY) return undefined;
  const count = await ledger.pipelinesOf(key.repository);
  if (count < mostPipelines) return undefined;
  return {
    class: "too-many-pipelines",
    message: `The repository has ${count} pipelines, and this installation makes no more than ${mostPipelines} for one.`,
    hint: "Remove an item that is no longer needed; or raise limits.pipelines in stagewright.yaml, and run bootstrap.",
  };
}

/** The owners before have ended: what they left would stop Terraform. */
async function repairStale({ key, staleLeases }: LedgerRecord, run: Run): Promise<void> {
  if (staleLeases.length === 0) return;
  await run.runner.repair(key, staleLeases);
  await ensureHeld(key, run.ledger.recordRepaired(key, run.lease.id));
}

async function deploy(
  record: LedgerRecord,
  output: Output,
  run: Run,
  tail: OutputTail,
): Promise<ReconcileResult> {
  const { ledger, lease, runner, clock } = run;
  const { key } = record;
  const recovered = await recoverAttempt(record, output, run, tail);
  const configuration = await runner.keep(key, output);
  const { digest, tools } = output;
  const attempt = { digest, tools, configuration, at: timestamp(clock.now()) };
  await ensureHeld(key, ledger.recordAttempt(key, lease.id, attempt));
  await runTerraform(key, run, tail, (watch) => runner.deploy(key, output, watch, record.lastApplied));
  const state = await runner.stateOf(key);
  const applied = { ...attempt, at: timestamp(clock.now()), ...(state && { state }) };
  await ensureHeld(key, ledger.recordApplied(key, lease.id, applied));
  return { kind: "applied", ...recovered, tail: tail.lines() };
}

/** From what was last tried, which may be more than what was last applied; nothing tried is nothing to destroy. */
async function remove(record: LedgerRecord, run: Run, tail: OutputTail): Promise<ReconcileResult | HeldBack> {
  const { ledger, lease, runner } = run;
  const { key, lastAttempted, lastApplied } = record;
  const last = lastAttempted ?? lastApplied;
  const held = last && (await holdBack(record, undefined, run));
  if (held) return held;
  const recovered = await recoverAttempt(record, undefined, run, tail);
  if (last) {
    await recordDestroying(key, last, run);
    await runTerraform(key, run, tail, (watch) => runner.destroy(key, last, watch));
  }
  await ensureHeld(key, ledger.recordDestroyed(key, lease.id));
  await runner.clear(key);
  return { kind: "destroyed", ...recovered, tail: tail.lines() };
}

/** Nobody knows how far a `destroy` comes either: an item that is put back must not find itself unchanged. */
async function recordDestroying(key: PipelineKey, last: Attempt, { ledger, lease }: Run): Promise<void> {
  const { digest, tools, configuration, at } = last;
  await ensureHeld(key, ledger.recordAttempt(key, lease.id, { digest, tools, configuration, at }));
  await ensureHeld(key, ledger.recordPhase(key, lease.id, "destroying"));
}
