import type { Reconciled, SkipReason } from "../../controller/reconciler/index.js";
import { shownKey } from "../../controller/records/index.js";
import type { Terminal } from "./terminal.js";

const skipReasons: Readonly<Record<SkipReason, string>> = {
  locked: "somebody else is at it",
  "not-due": "nothing is to be done",
  "lease-lost": "was taken over by another run",
  cancelled: "was not begun",
  deferred: "is left to the next build",
  "ledger-unavailable": "the ledger could not be reached; the next run goes on",
};

/** Nothing is left to be done here: what waits for its pipeline has not failed, and comes by itself. */
export function endedWell({ result }: Reconciled): boolean {
  if ("outcome" in result) return result.outcome.kind !== "failed" && result.outcome.kind !== "invalid";
  if ("deferred" in result) return true;
  return result.skipped === "not-due" || result.skipped === "locked";
}

/**
 * Whether a command that reconciled has done its job. Who asked for a pipeline wants it well. A build that works off
 * what others asked for has done its job when the ledger has every outcome: a pipeline that failed is told by an
 * event of its own, and a red build says that the controller itself is in trouble.
 */
export function isDone(results: readonly Reconciled[], isAskedFor: boolean): boolean {
  return isAskedFor ? results.every(endedWell) : !results.some(wasBrokenOff);
}

/** The run could not finish what it had begun. */
function wasBrokenOff({ result }: Reconciled): boolean {
  return "skipped" in result && ["lease-lost", "cancelled", "ledger-unavailable"].includes(result.skipped);
}

export function resultJson({ key: { repository: repo, branch }, result }: Reconciled) {
  if ("skipped" in result) return { repo, branch, skipped: result.skipped };
  if ("deferred" in result) return { repo, branch, deferred: result.deferred };
  const { kind: outcome, failure, log } = result.outcome;
  return { repo, branch, outcome, ...(failure && { failure }), ...(log && { log }) };
}

export function printResult({ key, result }: Reconciled, { say, colors }: Terminal): void {
  const name = shownKey(key);
  if ("skipped" in result) {
    say(`${name}: ${skipReasons[result.skipped]}.`);
    return;
  }
  if ("deferred" in result) {
    const { execution, why, until } = result.deferred;
    say(`${name}: ${colors.yellow("deferred")}, as execution ${execution} ${why}. Until ${until} at most.`);
    return;
  }
  const { kind, failure } = result.outcome;
  say(`${name}: ${failure ? colors.red(kind) : colors.green(kind)}`);
  if (failure) printRunFailure(failure, say);
}

export function printRunFailure(
  { message, hint }: { message: string; hint: string },
  say: Terminal["say"],
): void {
  for (const line of `${message}\n${hint}`.split("\n").filter(Boolean)) say(`  ${line}`);
}
