import type { LedgerRecord, StateMark, Tools } from "../records/index.js";
import type { Output } from "./workshop.js";

/**
 * Nothing to do: the same output by the same tools was applied to its end, and the state is still the one that
 * this wrote, since a person may have run `cdktf deploy` meanwhile.
 */
export function isUnchanged(
  { applied, attempt }: Pick<LedgerRecord, "applied" | "attempt">,
  output: Pick<Output, "digest" | "tools">,
  state: StateMark | undefined,
): boolean {
  if (attempt || !applied?.state || !state) return false;
  return (
    applied.digest === output.digest &&
    sameTools(applied.tools, output.tools) &&
    applied.state.serial === state.serial &&
    applied.state.lineage === state.lineage
  );
}

function sameTools(some: Tools, others: Tools): boolean {
  const names = new Set([...Object.keys(some), ...Object.keys(others)]);
  return [...names].every((name) => some[name] === others[name]);
}
