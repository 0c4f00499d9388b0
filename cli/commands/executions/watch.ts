import { setTimeout as sleep } from "node:timers/promises";
import {
  executionsInProgress,
  type PipelineView,
  type StageView,
} from "../../../controller/executions/index.js";
import { printFailedAction } from "../../shared/pipelines/print-view.js";
import { shortId, statusInColor } from "../../shared/pipelines/words.js";
import type { Terminal } from "../../shared/terminal.js";
import { printWaiting, type SeenPipeline } from "./seen.js";

/** Milliseconds between two looks. */
const pause = 3_000;

export interface Watching {
  /** What is shown already. */
  readonly first: SeenPipeline;
  readonly read: () => Promise<PipelineView>;
  /** Looks up what a view does not hold. */
  readonly look: (view: PipelineView) => Promise<SeenPipeline>;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Tells each change until nothing is in progress any more, or it is interrupted; gives what is seen last. */
export async function watch({ first, read, look, signal }: Watching, out: Terminal): Promise<SeenPipeline> {
  let last = first;
  while (executionsInProgress(last.view).length > 0) {
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return last;
    const view = await read();
    const news = statusChanges(last.view, view);
    const seen = news.length > 0 ? await look(view) : { ...last, view };
    for (const { status, text } of news)
      out.say(`${new Date().toISOString()}  ${text}  ${statusInColor(status, out.colors)}`);
    printNew(last, seen, out);
    last = seen;
  }
  return last;
}

/** The approvals and failures that were not there before. */
function printNew(
  before: SeenPipeline,
  { key, view, approvals, failures }: SeenPipeline,
  out: Terminal,
): void {
  const tokens = before.approvals.map(({ token }) => token);
  for (const approval of approvals)
    if (!tokens.includes(approval.token)) printWaiting(key, approval, view, new Date(), out);
  const known = before.failures.map((failure) => `${failure.execution} ${failure.action}`);
  for (const failure of failures)
    if (!known.includes(`${failure.execution} ${failure.action}`)) printFailedAction(failure, out);
}

export interface StatusChange {
  /** Of which execution what is so. */
  readonly text: string;
  readonly status: string;
}

/** What is another than before: of executions, stages and actions, in this order. */
export function statusChanges(before: PipelineView, after: PipelineView): StatusChange[] {
  const was = new Map(statesIn(before).map(({ text, status }) => [text, status]));
  return statesIn(after).filter(({ text, status }) => was.get(text) !== status);
}

function statesIn({ executions, stages }: PipelineView): StatusChange[] {
  return [
    ...executions.map(({ id, status }) => ({ text: shortId(id), status })),
    ...stages.flatMap(statesOfStage),
  ];
}

function statesOfStage({ name, status, execution = "", actions }: StageView): StatusChange[] {
  if (!status) return [];
  const named = `${shortId(execution)} ${name}`;
  return [
    { text: named, status },
    ...actions.flatMap((action) =>
      action.status ? [{ text: `${named}/${action.name}`, status: action.status }] : [],
    ),
  ];
}
