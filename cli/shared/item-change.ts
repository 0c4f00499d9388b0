import {
  type ApprovalChange,
  approvalChanges,
  approvalsOf,
  type ItemChanges,
  itemChanges,
} from "../../compiler/changes/index.js";
import type { MadePipeline } from "../../compiler/compile.js";
import type { Pipeline, Settings } from "../../compiler/index.js";
import { fromDynamoDbJson, isDynamoDbJson } from "../../compiler/item/dynamodb-json.js";
import { isObject } from "../../compiler/item/objects.js";
import { compareReports, policyReport } from "../../compiler/pipeline/index.js";
import type { ReadItem } from "../../compiler/reading/index.js";
import { itemDigest, type TableItem } from "../../controller/records/index.js";
import { type Cancelled, type ChangeOfPipeline, cancelledByItem, printCancelled } from "./cancelled.js";
import { printApprovalChanges, printChanges, printPermissionChanges } from "./print-changes.js";
import { pipelineIn } from "./require-pipeline.js";
import type { Terminal } from "./terminal.js";

/** An item on its way into the table. */
export interface ItemChange extends ItemChanges {
  /** Of the item in the table; undefined where there is none, or none that is sound. */
  readonly before: Pipeline | undefined;
  readonly pipeline: Pipeline;
  readonly item: TableItem;
  readonly asRead: TableItem | undefined;
  readonly change: "added" | "changed" | "unchanged";
  readonly approvals: readonly ApprovalChange[];
}

/** What putting an item over what was read of it means. */
export function changeOf(
  { pipeline, read }: MadePipeline,
  asRead: TableItem | undefined,
  settings: Settings,
): ItemChange {
  const item = plainItem(read);
  const same = { before: pipeline, pipeline, item, asRead, approvals: [], actions: [], resources: [] };
  if (asRead !== undefined && itemDigest(asRead) === itemDigest(item))
    return { ...same, change: "unchanged" };
  const before = asRead && pipelineIn(asRead, settings);
  const approvals = before ? approvalChanges(approvalsOf(before), approvalsOf(pipeline)) : [];
  const change = asRead ? "changed" : "added";
  return { before, pipeline, item, asRead, change, approvals, ...itemChanges(before, pipeline, settings) };
}

/** With what of its pipeline's executions it cancels. */
export interface CancellingChange extends ItemChange {
  readonly cancels: readonly Cancelled[];
}

export async function withCancelled(
  change: ItemChange,
  settings: Settings,
  by: ChangeOfPipeline["by"],
): Promise<CancellingChange> {
  const { before, pipeline } = change;
  if (change.change === "unchanged") return { ...change, cancels: [] };
  return { ...change, cancels: await cancelledByItem(before, pipeline, { key: pipeline, settings, by }) };
}

/** As the user wrote it, without DynamoDB's wrapping: the table wraps by itself. */
function plainItem({ value }: ReadItem): TableItem {
  const plain = isDynamoDbJson(value) ? fromDynamoDbJson(value).value : value;
  return isObject(plain) ? plain : {};
}

export function showChange(
  { before, pipeline, change, ...changes }: CancellingChange,
  settings: Settings,
  out: Terminal,
): void {
  out.say(`${out.colors.bold(`${pipeline.repository} ${pipeline.branch}`)}: ${change}`);
  if (change === "unchanged") return;
  printChanges(changes, out);
  const permissions =
    before && compareReports(policyReport(before, settings), policyReport(pipeline, settings));
  printPermissionChanges(permissions, out);
  printApprovalChanges(changes.approvals, out);
  printCancelled(changes.cancels, out);
}

export function changeJson({
  pipeline: { repository: repo, branch },
  change,
  actions,
  resources,
  approvals,
  cancels,
}: CancellingChange) {
  return { repo, branch, change, actions, resources, approvals, cancels };
}
