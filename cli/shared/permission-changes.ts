import { compareReports, comparisonInWords, type PolicyReport } from "../../compiler/pipeline/index.js";
import type { Terminal } from "./terminal.js";

/** Says what a change of an item widens and narrows of what its pipeline's roles may do. */
export function printPermissionChanges(
  before: PolicyReport | undefined,
  after: PolicyReport,
  { say, colors }: Terminal,
): void {
  if (!before) {
    say("  All of its permissions are new: `stagewright policies` lists them.");
    return;
  }
  const changes = compareReports(before, after);
  const paint = changes.wider.length > 0 ? colors.yellow : colors.dim;
  for (const line of comparisonInWords(changes)) say(`  ${paint(line)}`);
}
