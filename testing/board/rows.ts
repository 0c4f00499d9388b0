import { type BoardRow, boardRow } from "../../cli/commands/board/row.js";
import type { PipelineStatus } from "../../controller/records/index.js";

export const boardPlace = { namePrefix: "stagewright", region: "eu-west-1", centralAccount: "111111111111" };

/** Pipelines as the board shows them. */
export function boardRows(pipelines: readonly PipelineStatus[]): BoardRow[] {
  return pipelines.map((status) => boardRow(status, boardPlace));
}
