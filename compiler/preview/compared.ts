import { approvalChanges, approvalsOf, type Change, itemChanges } from "../changes/index.js";
import { inPlainForm } from "../item/index.js";
import { compareReports, type Pipeline, policyReport } from "../pipeline/index.js";
import type { ReadItem } from "../reading/index.js";
import type { Settings } from "../settings/index.js";
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

/** What another item means for a pipeline. */
export function compare({ name, before }: Against, { pipeline }: Previewed, settings: Settings): Compared {
  const earlier = before?.pipeline;
  const changes = itemChanges(earlier, pipeline, settings);
  return {
    changes: {
      against: name,
      ...changes,
      ...compareReports(earlier && policyReport(earlier, settings), policyReport(pipeline, settings)),
      approvals: earlier ? approvalChanges(approvalsOf(earlier), approvalsOf(pipeline)) : [],
    },
    byAction: new Map(changes.actions.map((one) => [one.name, one.change])),
    stages: earlier ? stagesOfBoxes(earlier, previewRoles(earlier, settings), settings) : [],
    lines: (lines) => comparedLines(before ? itemLines(inPlainForm(before.read.value)) : [], lines),
  };
}
