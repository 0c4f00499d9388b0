import { type Attempt, KnownFailure, type LedgerRecord, type Outcome } from "../records/index.js";
import { explainFailure, type Recovered } from "../repair/index.js";
import type { OutputTail } from "./output-tail.js";
import type { Run } from "./run.js";
import { runTerraform } from "./run-terraform.js";
import type { Output } from "./stack-runner.js";

/** Failures that say nothing of the configuration itself would come again with it, and only with it. */
const ofTheConfiguration = ["configuration-missing", "configuration-changed", "unknown"];

/**
 * While an attempt stands nobody knows how far it came: what it left is looked for first. `next` is what is to be
 * deployed then; undefined where all is to go.
 */
export async function recoverAttempt(
  { key, lastAttempted }: LedgerRecord,
  next: Output | undefined,
  run: Run,
  tail: OutputTail,
): Promise<Pick<Outcome, "recovered">> {
  if (!lastAttempted) return {};
  try {
    const found = await runTerraform(key, run, tail, (watch) =>
      run.runner.recover(key, lastAttempted, watch),
    );
    if (found.done.length + found.foreign.length > 0) run.report("recovered", { key, ...found });
    ensureOwn(found, lastAttempted, next);
    return found.done.length > 0 ? { recovered: found.done } : {};
  } catch (error) {
    const failure = explainFailure(error);
    if (!isOvertaken(lastAttempted, next) || !ofTheConfiguration.includes(failure.class)) throw error;
    run.report("not-recovered", { key, ...failure });
    return {};
  }
}

/** Something else is to be deployed: it must not be stopped for ever by what could not even be planned. */
function isOvertaken({ digest }: Attempt, next: Output | undefined): boolean {
  return next !== undefined && next.digest !== digest;
}

/** What is to be deployed again would meet them again. */
function ensureOwn({ foreign }: Recovered, { digest }: Attempt, next: Output | undefined): void {
  if (foreign.length === 0 || next?.digest !== digest) return;
  throw new KnownFailure({
    class: "name-taken",
    message: `${foreign.join(", ")}: there already, without the tags of this pipeline, so somebody else made it.`,
    hint: "Remove or rename it; or change namePrefix in stagewright.yaml, which gives every pipeline new names.",
  });
}
