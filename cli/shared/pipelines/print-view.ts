import type {
  ActionView,
  ExecutionView,
  FailedAction,
  LogLine,
  PipelineView,
  StageView,
} from "../../../controller/executions/index.js";
import { shortly } from "../../../controller/records/index.js";
import type { Terminal } from "../terminal.js";
import { ageOf } from "./durations.js";
import { commitInWords, inOneLine, shortId, statusInColor, triggerInWords } from "./words.js";

/** Each stage with its actions: where every execution is, what waits in front, what is held back. */
export function printStages({ stages }: PipelineView, now: Date, { say, colors }: Terminal): void {
  for (const stage of stages) {
    const { status = "not entered yet", execution } = stage;
    say(
      `${colors.bold(stage.name)}  ${statusInColor(status, colors)}${execution ? `  ${shortId(execution)}` : ""}`,
    );
    for (const action of stage.actions) say(`  ${actionInWords(action, now, colors)}`);
    for (const line of inFrontOf(stage)) say(`  ${colors.yellow(line)}`);
  }
}

function actionInWords(
  { name, status, started, summary }: ActionView,
  now: Date,
  colors: Terminal["colors"],
) {
  if (!status) return colors.dim(`${name}  not begun`);
  const age = status === "InProgress" && started ? `, since ${ageOf(started, now)}` : "";
  return `${name}  ${statusInColor(status, colors)}${age}${summary ? `  ${colors.dim(shortly(summary))}` : ""}`;
}

function inFrontOf({ waiting, held }: StageView): string[] {
  return [
    ...(held ? [`nothing enters since ${held.since}: ${shortly(held.reason)} (${shortly(held.by)})`] : []),
    ...(waiting.length > 0 ? [`in front of it: ${waiting.map(shortId).join(", ")}`] : []),
  ];
}

/** A failed action, with the last lines of its log. */
export interface SeenFailure extends FailedAction {
  readonly lines: readonly LogLine[];
}

export function printFailedAction(failure: SeenFailure, { say, colors }: Terminal): void {
  const { stage, action, message, link, lines, needsAllActions } = failure;
  say(`${colors.bold(`${stage}/${action}`)} ${colors.red("failed")}: ${inOneLine(message)}`);
  if (link) say(`  ${link}`);
  for (const { text } of lines) say(`  ${colors.dim("│")} ${text}`);
  if (needsAllActions)
    say("  Its change set is gone: `stagewright retry --all` makes it anew, to be approved again.");
}

export function printExecutions(
  executions: readonly ExecutionView[],
  now: Date,
  { say, colors }: Terminal,
): void {
  for (const execution of executions) {
    const { id, status, started, commits } = execution;
    const [commit] = commits;
    const parts = [
      `${shortId(id)}  ${statusInColor(status, colors)}  ${ageOf(started, now)} ago`,
      ...(commit ? [commitInWords(commit)] : []),
      colors.dim(triggerInWords(execution)),
    ];
    say(parts.join("  "));
  }
}
