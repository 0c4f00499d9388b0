import { statSync } from "node:fs";
import { type Compiled, compileReading, withItems } from "../../../compiler/compile.js";
import type { Diagnostic } from "../../../compiler/diagnostics/index.js";
import type { Settings } from "../../../compiler/index.js";
import { readItems } from "../../../compiler/reading/index.js";
import {
  type ConfigTable,
  type FoundItem,
  keyText,
  type Origin,
  type PipelineKey,
} from "../../../controller/records/index.js";
import type { Owners } from "../../../controller/state/index.js";
import { changeOf, type ItemChange } from "../../shared/item-change.js";
import { takenIds } from "../../shared/refuse-taken-ids.js";
import { unreadableItem } from "../../shared/table-items.js";
import type { Removal } from "../../shared/write-items.js";

/** An item of the table that the folder does not hold. */
export interface Other extends Removal {
  readonly origin?: Origin;
}

export interface SyncPlan {
  /** Every item of the folder. */
  readonly items: readonly ItemChange[];
  /** What is in the table alone. */
  readonly others: readonly Other[];
}

/** The installation, as far as a plan asks it. */
export interface SyncSources {
  readonly installation: { readonly settings: Settings };
  readonly table: Pick<ConfigTable, "name" | "scanItems">;
  readonly owners: Pick<Owners, "otherOf">;
}

/** What makes the table equal to the folder, or all that is wrong with either; nothing is written. */
export async function planSync(
  folder: string,
  { prune }: { readonly prune?: boolean | undefined },
  connected: SyncSources,
): Promise<SyncPlan | { readonly diagnostics: readonly Diagnostic[] }> {
  const { installation, table } = connected;
  const { settings } = installation;
  const compiled = isFolder(folder)
    ? compileReading(readItems([folder], { settings }), settings)
    : { pipelines: [], items: [], diagnostics: [noFolder(folder)] };
  const rows: FoundItem[] = [];
  for await (const row of table.scanItems()) rows.push(row);
  const taken = await takenIds(compiled.pipelines, connected);
  const unreadable = unreadableOf(rows, compiled, Boolean(prune), table.name);
  const diagnostics = [...compiled.diagnostics, ...taken, ...unreadable];
  if (diagnostics.length > 0) return { diagnostics };
  const known = new Map(rows.map((row) => [keyText(row.key), row]));
  const items = withItems(compiled).map((made) =>
    changeOf(made, itemIn(known.get(keyText(made.pipeline))), settings),
  );
  return { items, others: othersOf(rows, compiled) };
}

function itemIn(row: FoundItem | undefined) {
  return row && "item" in row ? row.item : undefined;
}

function keysOf({ pipelines }: Pick<Compiled, "pipelines">): ReadonlySet<string> {
  return new Set(pipelines.map(keyText));
}

function othersOf(rows: readonly FoundItem[], compiled: Pick<Compiled, "pipelines">): Other[] {
  const held = keysOf(compiled);
  return rows
    .flatMap((row) => ("item" in row && !held.has(keyText(row.key)) ? [otherOf(row)] : []))
    .sort((a, b) => (keyText(a.key) < keyText(b.key) ? -1 : 1));
}

function otherOf({ key, item, origin }: Extract<FoundItem, { item: unknown }>): Other {
  return { key, asRead: item, ...(origin && { origin }) };
}

/** Items that would be written over or removed, and of which nobody can say what they are. */
function unreadableOf(
  rows: readonly FoundItem[],
  compiled: Pick<Compiled, "pipelines">,
  prune: boolean,
  table: string,
): Diagnostic[] {
  const held = keysOf(compiled);
  const isTouched = (key: PipelineKey) => prune || held.has(keyText(key));
  return rows.flatMap((row) => ("problem" in row && isTouched(row.key) ? [unreadableItem(table, row)] : []));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function noFolder(file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "sync.no-folder",
    message: "This is no folder: the table is made to hold what a whole folder of items holds.",
    hint: "Name the folder, or put single items with `stagewright put`.",
  };
}
