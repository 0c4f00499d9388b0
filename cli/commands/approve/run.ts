import { type Answer, type AnswerOptions, answerApproval } from "../../shared/pipelines/answer.js";
import type { Terminal } from "../../shared/terminal.js";

/** Approves what waits in an environment. */
export function approve(
  waiting: Pick<Answer, "key" | "environment">,
  options: AnswerOptions,
  out: Terminal,
): Promise<void> {
  return answerApproval({ ...waiting, verdict: "Approved" }, options, out);
}
