import { tmpdir } from "node:os";
import { actionChanges, type Change, resourceChanges } from "../../compiler/changes/index.js";
import { visible } from "../../compiler/diagnostics/index.js";
import { type Pipeline, type Settings, safeBuildPipeline, safeParseItem } from "../../compiler/index.js";
import { renderStack } from "../../compiler/stack/index.js";
import { forCompiler, type TableItem } from "../../controller/records/index.js";
import type { Terminal } from "./terminal.js";

/** What another item means for a pipeline. */
export interface ItemChanges {
  /** Names are `Stage/Action`. */
  readonly actions: readonly Change[];
  /** Names are Terraform addresses. */
  readonly resources: readonly Change[];
}

/** Undefined stands for no pipeline. */
export function itemChanges(
  before: Pipeline | undefined,
  after: Pipeline | undefined,
  settings: Settings,
): ItemChanges {
  const stackOf = (pipeline: Pipeline | undefined) => pipeline && renderStack(pipeline, settings, tmpdir());
  return {
    actions: actionChanges(before, after),
    resources: resourceChanges(stackOf(before), stackOf(after)),
  };
}

/** The pipeline of an item that lies in the table; undefined where the item is not valid. */
export function pipelineIn(item: TableItem, settings: Settings): Pipeline | undefined {
  const where = { settings, file: settings.table };
  const parsed = safeParseItem(forCompiler(item), where);
  const built = parsed.ok ? safeBuildPipeline(parsed.value, where) : parsed;
  return built.ok ? built.value : undefined;
}

const signs = { added: "+", changed: "~", removed: "-" } as const;

export function printChanges({ actions, resources }: ItemChanges, { say, colors }: Terminal): void {
  const colour = { added: colors.green, changed: colors.yellow, removed: colors.red } as const;
  const line = ({ name, change }: Change) => say(`  ${colour[change](`${signs[change]} ${visible(name)}`)}`);
  for (const action of actions) line(action);
  if (resources.length > 0) say(colors.dim("  Terraform:"));
  for (const resource of resources) line(resource);
  if (actions.length + resources.length === 0) say("  Nothing changes in the pipeline.");
}
