import { visible } from "../../compiler/diagnostics/index.js";
import type { PassedBy, Reconciled } from "../../controller/reconciler/index.js";
import type { Terminal } from "./terminal.js";

const passed: Readonly<Record<PassedBy, string>> = {
  held: "somebody else is at it",
  "not due": "nothing is to be done",
  lost: "was taken over by another run",
  stopped: "was not begun",
  "left over": "is left to the next build",
  unwritten: "the ledger could not be reached; the next run goes on",
};

/** Nothing is left to be done: here, or because somebody else is at it. */
export function endedWell({ result }: Reconciled): boolean {
  if ("outcome" in result) return result.outcome.kind !== "failed" && result.outcome.kind !== "invalid";
  return result.passedBy === "not due" || result.passedBy === "held";
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
  return "passedBy" in result && ["lost", "stopped", "unwritten"].includes(result.passedBy);
}

export function resultJson({ key: { repository: repo, branch }, result }: Reconciled) {
  if ("passedBy" in result) return { repo, branch, passedBy: result.passedBy };
  const { kind: outcome, failure, log } = result.outcome;
  return { repo, branch, outcome, ...(failure && { failure }), ...(log && { log }) };
}

export function sayResult({ key, result }: Reconciled, { say, colors }: Terminal): void {
  const name = `${key.repository} ${visible(key.branch)}`;
  if ("passedBy" in result) {
    say(`${name}: ${passed[result.passedBy]}.`);
    return;
  }
  const { kind, failure } = result.outcome;
  say(`${name}: ${failure ? colors.red(kind) : colors.green(kind)}`);
  if (failure) sayFailure(failure, say);
}

export function sayFailure({ message, hint }: { message: string; hint: string }, say: Terminal["say"]): void {
  for (const line of `${message}\n${hint}`.split("\n").filter(Boolean)) say(`  ${visible(line)}`);
}
