import {
  compareReports,
  comparisonInWords,
  type Pipeline,
  policyReport,
} from "../compiler/pipeline/index.js";
import type { Settings } from "../compiler/settings/index.js";
import type { Terminal } from "./terminal.js";

/** Says what a change of an item widens and narrows of what its pipeline's roles may do. */
export function sayPermissionChanges(
  before: Pipeline | undefined,
  after: Pipeline,
  settings: Settings,
  { say, colors }: Terminal,
): void {
  if (!before) {
    say("  All of its permissions are new: `stagewright policies` lists them.");
    return;
  }
  const changes = compareReports(policyReport(before, settings), policyReport(after, settings));
  const paint = changes.wider.length > 0 ? colors.yellow : colors.dim;
  for (const line of comparisonInWords(changes)) say(`  ${paint(line)}`);
}
