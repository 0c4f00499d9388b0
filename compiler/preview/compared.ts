import {
  actionChanges,
  approvalChanges,
  approvalsOf,
  type Change,
  resourceChanges,
} from "../changes/index.js";
import { inPlainForm } from "../item/index.js";
import { compareReports, type Pipeline, policyReport } from "../pipeline/index.js";
import type { ReadItem } from "../reading/index.js";
import type { Settings } from "../settings/index.js";
import { renderStack } from "../stack/index.js";
import { type LooseStage, stagesOfBoxes } from "./boxes.js";
import { comparedLines, itemLines } from "./item-lines.js";
import type { ItemLine, PreviewChanges } from "./preview.js";
import { previewRoles } from "./roles.js";

/** An item and its pipeline. */
export interface Previewed {
  readonly read: Pick<ReadItem, "item" | "file" | "base" | "value">;
  readonly pipeline: Pipeline;
}

/** Another item of the same pipeline, or none: then all is new. */
export interface Against {
  /** In words. */
  readonly name: string;
  readonly before: Previewed | undefined;
}

export interface Compared {
  readonly changes: PreviewChanges;
  /** By `Stage/Action`. */
  readonly byAction: ReadonlyMap<string, Change["change"]>;
  /** What stood there before. */
  readonly stages: readonly LooseStage[];
  readonly lines: (after: readonly ItemLine[]) => ItemLine[];
}

/** What another item means for a pipeline. `folder` is one that exists: CDKTF wants it, and writes nothing there. */
export function compare(
  { name, before }: Against,
  after: Previewed,
  settings: Settings,
  folder: string,
): Compared {
  const stackOf = (one: Previewed | undefined) => one && renderStack(one.pipeline, settings, folder);
  const reportOf = (one: Previewed | undefined) => one && policyReport(one.pipeline, settings);
  const actions = actionChanges(before?.pipeline, after.pipeline);
  return {
    changes: {
      against: name,
      actions,
      resources: resourceChanges(stackOf(before), stackOf(after)),
      ...compareReports(reportOf(before), policyReport(after.pipeline, settings)),
      approvals: before ? approvalChanges(approvalsOf(before.pipeline), approvalsOf(after.pipeline)) : [],
    },
    byAction: new Map(actions.map((one) => [one.name, one.change])),
    stages: before ? stagesOfBoxes(before.pipeline, previewRoles(before.pipeline, settings), settings) : [],
    lines: (lines) => comparedLines(before ? itemLines(inPlainForm(before.read.value)) : [], lines),
  };
}
