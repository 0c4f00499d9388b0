import {
  type ApprovalChange,
  approvalChangesInWords,
  type Change,
  type ItemChanges,
} from "../../compiler/changes/index.js";
import { visible } from "../../compiler/diagnostics/index.js";
import { comparisonInWords, type ReportComparison } from "../../compiler/pipeline/index.js";
import type { Terminal } from "./terminal.js";

const signs = { added: "+", changed: "~", removed: "-" } as const;

export function printChanges({ actions, resources }: ItemChanges, { say, colors }: Terminal): void {
  const colour = { added: colors.green, changed: colors.yellow, removed: colors.red } as const;
  const line = ({ name, change }: Change) => say(`  ${colour[change](`${signs[change]} ${visible(name)}`)}`);
  for (const action of actions) line(action);
  if (resources.length > 0) say(colors.dim("  Terraform:"));
  for (const resource of resources) line(resource);
  if (actions.length + resources.length === 0) say("  Nothing changes in the pipeline.");
}

/** Says what a change of an item widens and narrows of what its pipeline's roles may do; undefined where there was no pipeline. */
export function printPermissionChanges(
  changes: ReportComparison | undefined,
  { say, colors }: Terminal,
): void {
  if (!changes) {
    say("  All of its permissions are new: `stagewright policies` lists them.");
    return;
  }
  const paint = changes.wider.length > 0 ? colors.yellow : colors.dim;
  for (const line of comparisonInWords(changes)) say(`  ${paint(line)}`);
}

/** Says which approvals a change takes away, and where others are asked: that is no permission, and weighs as much. */
export function printApprovalChanges(changes: readonly ApprovalChange[], { say, colors }: Terminal): void {
  for (const line of approvalChangesInWords(changes)) say(`  ${colors.yellow(line)}`);
}
