import type { LedgerRecord, StateMark, Tools } from "../records/index.js";
import type { Output } from "./stack-runner.js";

/**
 * Nothing to do: the same output by the same tools was applied to its end, and the state is still the one that
 * this wrote, since a person may have run `cdktf deploy` meanwhile.
 */
export function isUnchanged(
  { lastApplied, lastAttempted }: Pick<LedgerRecord, "lastApplied" | "lastAttempted">,
  output: Pick<Output, "digest" | "tools">,
  state: StateMark | undefined,
): boolean {
  if (lastAttempted || !lastApplied?.state || !state) return false;
  return (
    lastApplied.digest === output.digest &&
    sameTools(lastApplied.tools, output.tools) &&
    lastApplied.state.serial === state.serial &&
    lastApplied.state.lineage === state.lineage
  );
}

function sameTools(some: Tools, others: Tools): boolean {
  const names = new Set([...Object.keys(some), ...Object.keys(others)]);
  return [...names].every((name) => some[name] === others[name]);
}
