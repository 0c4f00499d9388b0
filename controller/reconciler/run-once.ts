import {
  type Attempt,
  type LedgerRecord,
  type Outcome,
  type PipelineKey,
  type TableItem,
  timestamp,
} from "../records/index.js";
import type { OutputTail } from "./output-tail.js";
import { recoverAttempt } from "./recover-attempt.js";
import { ensureHeld, type Run } from "./run.js";
import { runTerraform } from "./run-terraform.js";
import type { Output } from "./stack-runner.js";
import { isUnchanged } from "./unchanged.js";

export type ReconcileResult = Pick<Outcome, "kind" | "failure" | "recovered" | "tail">;

/** Does what an item, or its absence, asks for. */
export async function runOnce(
  record: LedgerRecord,
  item: TableItem | undefined,
  run: Run,
  tail: OutputTail,
): Promise<ReconcileResult> {
  await repairStale(record, run);
  if (!item) return remove(record, run, tail);
  const compiled = await run.runner.compile(item);
  if (!compiled.ok) {
    const { reason: message, hint } = compiled;
    return { kind: "invalid", failure: { class: "invalid-item", message, hint } };
  }
  const state = await run.runner.stateOf(record.key);
  if (isUnchanged(record, compiled.output, state)) return { kind: "unchanged" };
  return deploy(record, compiled.output, run, tail);
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
async function remove(record: LedgerRecord, run: Run, tail: OutputTail): Promise<ReconcileResult> {
  const { ledger, lease, runner } = run;
  const { key, lastAttempted, lastApplied } = record;
  const last = lastAttempted ?? lastApplied;
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
