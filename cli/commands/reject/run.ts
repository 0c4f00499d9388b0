import { type Answer, answerApproval } from "../../shared/pipelines/answer.js";
import type { Terminal } from "../../shared/terminal.js";
import type { RejectOptions } from "./command.js";

/** Rejects what waits in an environment. */
export function reject(
  waiting: Pick<Answer, "key" | "environment">,
  options: RejectOptions,
  out: Terminal,
): Promise<void> {
  const supersededOnly = options.superseded === true;
  return answerApproval({ ...waiting, verdict: "Rejected", supersededOnly }, options, out);
}
