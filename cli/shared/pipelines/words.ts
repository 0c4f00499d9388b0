import type { CommitView, ExecutionView } from "../../../controller/executions/index.js";
import { type PipelineKey, shortly } from "../../../controller/records/index.js";
import type { Colors } from "../colors.js";

/** An id as people say it; commands take it so, too. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** As git shortens ids; what is none, such as a version of an object, is as long as it is. */
export function shortCommit(id: string): string {
  return shortly(/^[\da-f]{40}$/.test(id) ? id.slice(0, 7) : id);
}

/** A message of AWS, which may have several. */
export function inOneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, " ");
}

const colorOf: Readonly<Record<string, keyof Colors>> = {
  Succeeded: "green",
  InProgress: "cyan",
  Stopping: "yellow",
  Failed: "red",
};

/** A state in AWS's words. */
export function statusInColor(status: string, colors: Colors): string {
  return colors[colorOf[status] ?? "dim"](status);
}

/** One line: `1b2c3d4 “The shop sells” by Ann`. */
export function commitInWords({ id, message, author }: CommitView): string {
  const [subject = ""] = (message ?? "").split("\n");
  return [shortCommit(id), subject && `“${shortly(subject)}”`, author && `by ${shortly(author)}`]
    .filter(Boolean)
    .join(" ");
}

/** What started an execution: `StartPipelineExecution (arn:…:assumed-role/…)`. */
export function triggerInWords({ trigger: { type, detail }, rollbackTo }: ExecutionView): string {
  const what = rollbackTo ? `back to ${shortId(rollbackTo)}` : type;
  const who = detail.split("/").slice(-2).join("/");
  return shortly(who ? `${what} (${who})` : what);
}

/** The beginning of what each command that moves an execution answers. */
export function executionJson({ repository: repo, branch }: PipelineKey, execution: string) {
  return { repo, branch, execution };
}
