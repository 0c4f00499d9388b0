import type { PipelineView } from "../../../controller/executions/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { printApproval, type SeenApproval } from "../../shared/pipelines/print-approval.js";
import {
  printExecutions,
  printFailedAction,
  printStages,
  type SeenFailure,
} from "../../shared/pipelines/print-view.js";
import type { Terminal } from "../../shared/terminal.js";

/** A pipeline with what was looked up of its waiting approvals and its failures. */
export interface SeenPipeline {
  readonly key: PipelineKey;
  readonly view: PipelineView;
  readonly approvals: readonly SeenApproval[];
  readonly failures: readonly SeenFailure[];
}

/** More are in the JSON. */
const mostShown = 10;

export function printSeen({ key, view, approvals, failures }: SeenPipeline, now: Date, out: Terminal): void {
  const { say, colors } = out;
  say(`${colors.bold(shownKey(key))}  ${colors.dim(view.link)}`);
  printStages(view, now, out);
  for (const approval of approvals) printWaiting(key, approval, view, now, out);
  for (const failure of failures) printFailedAction(failure, out);
  say("Executions, the newest first:");
  printExecutions(view.executions.slice(0, mostShown), now, out);
}

/** With the words that answer it. */
export function printWaiting(
  key: PipelineKey,
  approval: SeenApproval,
  view: PipelineView,
  now: Date,
  out: Terminal,
): void {
  printApproval(approval, view, now, out);
  const named = `${shownKey(key)} ${approval.environment}`;
  out.say(`  stagewright approve ${named}, or stagewright reject ${named}`);
}

/** Whoever may read the token in CodePipeline reads it there: it is no part of the output, which is written down. */
export function executionsJson({ key, view, approvals, failures }: SeenPipeline) {
  const { repository: repo, branch } = key;
  const { name, link, stages, executions } = view;
  return {
    pipeline: { repo, branch, name, link },
    stages,
    approvals: approvals.map(({ token: _, ...approval }) => approval),
    failures,
    executions,
  };
}
