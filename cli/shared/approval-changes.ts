import { type ApprovalChange, approvalChangesInWords } from "../../compiler/changes/index.js";
import type { Terminal } from "./terminal.js";

/** Says which approvals a change takes away, and where others are asked: that is no permission, and weighs as much. */
export function printApprovalChanges(changes: readonly ApprovalChange[], { say, colors }: Terminal): void {
  for (const line of approvalChangesInWords(changes)) say(`  ${colors.yellow(line)}`);
}
