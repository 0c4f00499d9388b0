import {
  type ExecutionView,
  type PipelineView,
  type StageView,
  stageNamed,
} from "../../../controller/executions/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { endWith } from "../refuse.js";
import type { Terminal } from "../terminal.js";
import { shortId } from "./words.js";

export interface WantedExecution {
  readonly key: PipelineKey;
  /** As it was typed. */
  readonly given: string | undefined;
  /** What it must be: `in progress`. */
  readonly what: string;
}

/** The one execution that is meant, or the end of the command. */
export function onlyExecution(
  found: readonly ExecutionView[],
  { key, given, what }: WantedExecution,
  out: Terminal,
): ExecutionView {
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  const named = given === undefined ? "" : ` whose id begins with ${given}`;
  return endWith(
    first
      ? `Several executions of ${shownKey(key)}${named} can be meant.\nName one: ${found.map(({ id }) => shortId(id)).join(", ")}.`
      : `There is no execution of ${shownKey(key)}${named || ` ${what}`}${named && `, ${what}`}.\n\`stagewright executions ${shownKey(key)}\` shows those that there are.`,
    out,
  );
}

/** The one stage that has failed or was stopped, or the end of the command. */
export function onlyStage(found: readonly StageView[], key: PipelineKey, out: Terminal): StageView {
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  return endWith(
    first
      ? `Several stages of ${shownKey(key)} have failed or were stopped.\nName one: ${found.map(({ name }) => name).join(", ")}.`
      : `No stage of ${shownKey(key)} has failed or was stopped, so there is nothing to retry.\n\`stagewright start ${shownKey(key)}\` starts a new execution.`,
    out,
  );
}

/** The stage of this name, or that deploys this environment, or the end of the command. */
export function requireStage(view: PipelineView, name: string, key: PipelineKey, out: Terminal): StageView {
  const found = stageNamed(view, name);
  if (found) return found;
  const known = view.stages.map(({ name: stage, environments }) =>
    environments.length > 0 ? `${stage} (${environments.join(", ")})` : stage,
  );
  return endWith(
    `${shownKey(key)} has no stage and no environment ${name}.\nIts stages, with their environments: ${known.join(", ")}.`,
    out,
  );
}

/** The execution that entered a stage last, or the end of the command. */
export function requireEntered({ name, execution }: StageView, out: Terminal): string {
  return execution ?? endWith(`No execution has entered ${name} yet, so there is nothing to retry.`, out);
}
