import { timestamp } from "../clock.js";
import type { PipelineKey } from "../key.js";
import type { LedgerRecord, Outcome } from "../ledger/index.js";
import { messageOf } from "../report.js";
import type { TableItem } from "../table/index.js";
import type { OutputTail } from "./output-tail.js";
import { ensureHeld, type Run } from "./run.js";
import { isUnchanged } from "./unchanged.js";
import type { Output, Watch } from "./workshop.js";

export type Result = Pick<Outcome, "kind" | "failure" | "tail">;

/** Does what an item, or its absence, asks for. */
export async function runOnce(
  record: LedgerRecord,
  item: TableItem | undefined,
  run: Run,
  tail: OutputTail,
): Promise<Result> {
  await mendInherited(record, run);
  if (!item) return remove(record, run, tail);
  const compiled = await run.workshop.compile(item);
  if (!compiled.ok) {
    const { reason: message, hint } = compiled;
    return { kind: "invalid", failure: { class: "invalid-item", message, hint } };
  }
  const state = await run.workshop.stateOf(record.key);
  if (isUnchanged(record, compiled.output, state)) return { kind: "unchanged" };
  await deploy(record.key, compiled.output, run, tail);
  return { kind: "applied", tail: tail.lines() };
}

/** The owners before have ended: what they left would stop Terraform. */
async function mendInherited({ key, inherited }: LedgerRecord, run: Run): Promise<void> {
  if (inherited.length === 0) return;
  await run.workshop.mend(key, inherited);
  await ensureHeld(key, run.ledger.recordMended(key, run.lease.id));
}

async function deploy(key: PipelineKey, output: Output, run: Run, tail: OutputTail): Promise<void> {
  const { ledger, lease, workshop, clock } = run;
  const configuration = await workshop.keep(key, output);
  const { digest, tools } = output;
  const attempt = { digest, tools, configuration, at: timestamp(clock.now()) };
  await ensureHeld(key, ledger.recordAttempt(key, lease.id, attempt));
  await runTerraform(key, run, tail, (watch) => workshop.deploy(key, output, watch));
  const state = await workshop.stateOf(key);
  const applied = { ...attempt, at: timestamp(clock.now()), ...(state && { state }) };
  await ensureHeld(key, ledger.recordApplied(key, lease.id, applied));
}

/** From what was last tried, which may be more than what was last applied; nothing tried is nothing to destroy. */
async function remove({ key, attempt, applied }: LedgerRecord, run: Run, tail: OutputTail): Promise<Result> {
  const { ledger, lease, workshop } = run;
  const last = attempt ?? applied;
  if (last) {
    await ensureHeld(key, ledger.recordPhase(key, lease.id, "destroying"));
    await runTerraform(key, run, tail, (watch) => workshop.destroy(key, last, watch));
  }
  await ensureHeld(key, ledger.recordDestroyed(key, lease.id));
  await workshop.clear(key);
  return { kind: "destroyed", tail: tail.lines() };
}

/** A Terraform that had to be killed leaves its lock; that it has ended we know, since we waited for it. */
async function runTerraform(
  key: PipelineKey,
  { signal, onLine, workshop, lease, report }: Run,
  tail: OutputTail,
  terraform: (watch: Watch) => Promise<void>,
): Promise<void> {
  const hear = (line: string) => {
    tail.add(line);
    onLine(key, line);
  };
  try {
    await terraform({ signal, onLine: hear });
  } catch (error) {
    const notMended = (reason: unknown) => report("not-mended", { key, message: messageOf(reason) });
    await workshop.mend(key, [lease]).catch(notMended);
    throw error;
  }
}
