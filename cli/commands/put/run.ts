import { readFileSync } from "node:fs";
import {
  type ApprovalChange,
  approvalChanges,
  approvalsOf,
  type ItemChanges,
  itemChanges,
} from "../../../compiler/changes/index.js";
import { compileReading, withItems } from "../../../compiler/compile.js";
import type { Pipeline, Settings } from "../../../compiler/index.js";
import { fromDynamoDbJson, isDynamoDbJson } from "../../../compiler/item/dynamodb-json.js";
import { isObject } from "../../../compiler/item/objects.js";
import { compareReports, policyReport } from "../../../compiler/pipeline/index.js";
import { type ReadItem, readItems } from "../../../compiler/reading/index.js";
import { itemDigest, keyText, shownKey, type TableItem } from "../../../controller/records/index.js";
import { confirm } from "../../shared/confirm.js";
import { printApprovalChanges, printChanges, printPermissionChanges } from "../../shared/print-changes.js";
import { refuse } from "../../shared/refuse.js";
import { refuseTakenIds } from "../../shared/refuse-taken-ids.js";
import { pipelineIn } from "../../shared/require-pipeline.js";
import { type Connected, withConnection } from "../../shared/tables.js";
import { count, type Terminal } from "../../shared/terminal.js";
import type { PutOptions } from "./command.js";
import { ItemsChanged, repeatIt, saying, writeItems } from "./write-items.js";

/** An item on its way into the table. */
interface Change extends ItemChanges {
  /** Of the item in the table; undefined where there is none, or none that is sound. */
  readonly before: Pipeline | undefined;
  readonly pipeline: Pipeline;
  readonly item: TableItem;
  readonly asRead: TableItem | undefined;
  readonly change: "added" | "changed" | "unchanged";
  readonly approvals: readonly ApprovalChange[];
}

/**
 * Puts items into the table: all of them valid, after what changes has been shown, and only over what was read. JSON:
 * `{"items": [{repo, branch, change, actions, resources, approvals}]}`, or `{"errors": […]}`.
 */
export function put(paths: readonly string[], options: PutOptions, out: Terminal): Promise<void> {
  return withConnection(options, out, async (connected) => {
    const read = readAll(paths, connected.installation.settings, options, out);
    await refuseTakenIds(
      read.map(({ pipeline }) => pipeline),
      connected,
      options,
      out,
    );
    const changes: Change[] = [];
    for (const one of read) changes.push(await compare(one, connected));
    for (const change of changes) show(change, connected.installation.settings, out);
    await write(changes, connected, options, out);
    if (options.json) out.data({ items: changes.map(changeJson) });
  });
}

function readAll(paths: readonly string[], settings: Settings, options: PutOptions, out: Terminal) {
  const reading = readItems(paths, { settings, stdin: () => readFileSync(0, "utf8") });
  const compiled = compileReading(reading, settings);
  if (compiled.diagnostics.length > 0) return refuse(compiled.diagnostics, options, out);
  return withItems(compiled).map(({ pipeline, read }) => ({ pipeline, item: plainItem(read) }));
}

/** As the user wrote it, without DynamoDB's wrapping: the table wraps by itself. */
function plainItem({ value }: ReadItem): TableItem {
  const plain = isDynamoDbJson(value) ? fromDynamoDbJson(value).value : value;
  return isObject(plain) ? plain : {};
}

async function compare(
  { pipeline, item }: Pick<Change, "pipeline" | "item">,
  { table, installation: { settings } }: Connected,
): Promise<Change> {
  const asRead = await table.readItem(pipeline);
  const isSame = asRead !== undefined && itemDigest(asRead) === itemDigest(item);
  const change = isSame ? "unchanged" : asRead ? "changed" : "added";
  const before = asRead && pipelineIn(asRead, settings);
  const approvals = before ? approvalChanges(approvalsOf(before), approvalsOf(pipeline)) : [];
  return { before, pipeline, item, asRead, change, approvals, ...itemChanges(before, pipeline, settings) };
}

function show({ before, pipeline, change, ...changes }: Change, settings: Settings, out: Terminal): void {
  out.say(`${out.colors.bold(`${pipeline.repository} ${pipeline.branch}`)}: ${change}`);
  if (change === "unchanged") return;
  printChanges(changes, out);
  const permissions =
    before && compareReports(policyReport(before, settings), policyReport(pipeline, settings));
  printPermissionChanges(permissions, out);
  printApprovalChanges(changes.approvals, out);
}

async function write(changes: readonly Change[], { table }: Connected, options: PutOptions, out: Terminal) {
  const wanted = changes.filter(({ change }) => change !== "unchanged");
  if (wanted.length === 0) {
    out.say(`${table.name} holds all of this already.`);
    return;
  }
  await confirm(`Put ${count(wanted.length, "item")} into ${table.name}?`, out, { yes: options.yes });
  await writeItems(wanted, table).catch((error: unknown) => {
    if (options.json && error instanceof ItemsChanged) out.data({ errors: changedMeanwhile(error) });
    throw error;
  });
  out.say(out.colors.green(`${count(wanted.length, "item")} put into ${table.name}.`));
  sayNext(wanted, out);
}

/** A build begins by itself; where it is, `status` tells. */
function sayNext(wanted: readonly Change[], out: Terminal): void {
  const [only] = wanted;
  const key = wanted.length === 1 && only ? ` ${shownKey(only.pipeline)}` : "";
  out.say(`Next: stagewright status${key} --watch`);
}

/** Where, as of any other problem: the item in its table. */
function changedMeanwhile({ changed, written }: ItemsChanged) {
  return changed.map((key) => ({
    file: keyText(key),
    path: "",
    code: "table.item-changed",
    message: `Someone else changed the item meanwhile. ${saying(written)}`,
    hint: repeatIt,
  }));
}

function changeJson({
  pipeline: { repository: repo, branch },
  change,
  actions,
  resources,
  approvals,
}: Change) {
  return { repo, branch, change, actions, resources, approvals };
}
