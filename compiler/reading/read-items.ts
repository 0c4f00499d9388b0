import type { Diagnostic, Result } from "../diagnostics/index.js";
import { type Item, placesIn, safeParseItem, withDefaults } from "../item/index.js";
import { isObject } from "../item/objects.js";
import type { Settings } from "../settings/index.js";
import { findFiles, type InputFile } from "./find-files.js";
import { type DefaultsReader, defaultsReader, type PlacedDefaults } from "./folder-defaults.js";
import { type FoundValue, itemsIn } from "./items-in.js";
import { isJsonLines } from "./json-lines.js";
import type { Position } from "./line-position.js";
import { parseText } from "./parse-text.js";
import type { Format } from "./parsed.js";
import { type Positions, positionsIn } from "./position.js";
import { readText } from "./read-text.js";

export interface ReadItem {
  readonly item: Item;
  readonly file: string;
  /** JSON pointer of the item in its file. */
  readonly base: string;
  /** As somebody wrote it; where its folder has defaults, the whole item in plain form. */
  readonly value: unknown;
  /** Where a place of `value` is written, where that is not the file itself: there are defaults. */
  readonly placeOf?: (path: string) => { readonly file?: string; readonly path: string };
}

export interface Reading {
  /** Every sound item; nothing may be written while there are diagnostics. */
  readonly items: readonly ReadItem[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReadOptions {
  readonly settings: Settings;
  /** Standard input, read only if a path is `-`. */
  readonly stdin?: () => string;
}

/** Reads every item behind the paths: JSON, lines of it, DynamoDB JSON, the output of its calls, YAML, folders, `-`. */
export function readItems(paths: readonly string[], options: ReadOptions): Reading {
  const { files, diagnostics } = findFiles(paths);
  const defaults = defaultsReader();
  const reading = merged(files.map((file) => readFile(file, options, defaults)));
  const { items } = reading;
  const read = [...defaults.diagnostics(), ...reading.diagnostics, ...duplicates(items)];
  return { items, diagnostics: [...diagnostics, ...oncePerPlace(read)] };
}

/** What is wrong in defaults is wrong in each of their items. */
function oncePerPlace(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [JSON.stringify(each), each])).values()];
}

const nothing: Reading = { items: [], diagnostics: [] };

function readFile(file: InputFile, { settings, stdin }: ReadOptions, defaults: DefaultsReader): Reading {
  const { layers, areBroken } = defaults.of(file.name);
  if (file.isDefaults || areBroken) return nothing;
  const text: Result<string> =
    file.name === "-" ? { ok: true, value: (stdin?.() ?? "").replace(/^\ufeff/, "") } : readText(file.name);
  if (!text.ok) return { items: [], diagnostics: text.diagnostics };
  return itemsInText(text.value, file, { settings, defaults: layers });
}

/** Standard input is JSON if it starts like JSON. A text of one value a line is known by its first line. */
function formatOf(text: string, file: InputFile): Format {
  const format = file.format ?? (/^\s*[[{]/.test(text) ? "json" : "yaml");
  return format === "json" && isJsonLines(text) ? "jsonl" : format;
}

/** More helps nobody: the file is not what it was meant to be. */
const mostProblems = 100;

function bounded({ items, diagnostics }: Reading, file: string): Reading {
  const more = diagnostics.length - mostProblems;
  if (more <= 0) return { items, diagnostics };
  return { items, diagnostics: [...diagnostics.slice(0, mostProblems), moreProblems(file, more)] };
}

function moreProblems(file: string, more: number): Diagnostic {
  return {
    file,
    path: "",
    code: "input.more-problems",
    value: String(more),
    message: `There are ${more} more problems in this file.`,
    hint: "Mend those above first.",
  };
}

interface Background {
  readonly settings: Settings;
  /** The nearest first. */
  readonly defaults: readonly PlacedDefaults[];
}

function itemsInText(text: string, { name: file, ...rest }: InputFile, background: Background): Reading {
  if (text.trim() === "") return { items: [], diagnostics: [noItems(file)] };
  const format = formatOf(text, { name: file, ...rest });
  const parsed = parseText(text, format);
  if (!parsed.ok)
    return bounded({ items: [], diagnostics: parsed.errors.map((error) => ({ file, ...error })) }, file);
  const found = parsed.values.flatMap((value, index) => itemsIn(value, index));
  if (found.length === 0) return { items: [], diagnostics: [noItems(file)] };
  const positions = positionsIn(text, format);
  const read = bounded(merged(found.map((one) => readOne(one, file, background))), file);
  return { ...read, diagnostics: placed(read.diagnostics, positions, background.defaults) };
}

function merged(readings: readonly Reading[]): Reading {
  return {
    items: readings.flatMap((reading) => reading.items),
    diagnostics: readings.flatMap((reading) => reading.diagnostics),
  };
}

/** A diagnostic that has not been looked up in its text yet. */
type Unplaced = Diagnostic & { readonly document?: number };

function readOne(
  { value, base, document }: FoundValue,
  file: string,
  { settings, defaults }: Background,
): Reading {
  const removed = deletion(value);
  if (removed) return { items: [], diagnostics: [{ file, path: base, ...removed }] };
  const result = safeParseItem(value, { settings, file, defaults });
  if (result.ok) return { items: [itemRead(result.value, { value, file, base, defaults })], diagnostics: [] };
  const diagnostics: Unplaced[] = result.diagnostics.map((diagnostic) =>
    diagnostic.file === file ? { ...diagnostic, path: base + diagnostic.path, document } : diagnostic,
  );
  return { items: [], diagnostics };
}

interface Written extends Omit<ReadItem, "item" | "placeOf"> {
  readonly defaults: readonly PlacedDefaults[];
}

function itemRead(item: Item, { value, file, base, defaults }: Written): ReadItem {
  if (defaults.length === 0) return { item, file, base, value };
  return { item, file, base, value: withDefaults(value, defaults), placeOf: placesIn(value, defaults) };
}

/** With their lines: looked up only for those that are shown. */
function placed(
  diagnostics: readonly Unplaced[],
  positions: Positions,
  defaults: readonly PlacedDefaults[],
): Diagnostic[] {
  const others = new Map(defaults.map((each) => [each.file, each.positions]));
  return diagnostics
    .map(({ document, ...diagnostic }) => ({
      ...diagnostic,
      ...(diagnostic.code !== "input.more-problems" &&
        (others.get(diagnostic.file) ?? positions)(diagnostic.path, document)),
    }))
    .sort(byPlace);
}

/** Of `batch-write-item` too; an item is removed by a command that shows what that means. */
function deletion(value: unknown): Pick<Diagnostic, "code" | "message" | "hint"> | undefined {
  if (!isObject(value) || !isObject(value.DeleteRequest)) return undefined;
  return {
    code: "input.delete-request",
    message: "This is a DeleteRequest: files hold items that are to be there.",
    hint: "Take it out, and remove the item with `stagewright rm REPO BRANCH`.",
  };
}

/** In the order in which somebody mends a text. */
function byPlace(a: Partial<Position>, b: Partial<Position>): number {
  return (
    (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER) ||
    (a.column ?? 0) - (b.column ?? 0)
  );
}

function noItems(file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "input.no-items",
    message: "There is no item in this.",
    hint: "`aws dynamodb get-item` prints nothing if the table has no such item; a scan may be empty too.",
  };
}

/** Two items with one key would be one pipeline: the later would silently replace the earlier. */
function duplicates(items: readonly ReadItem[]): Diagnostic[] {
  const seen = new Map<string, ReadItem>();
  return items.flatMap((read) => {
    const key = JSON.stringify([read.item.repository, read.item.branch]);
    const earlier = seen.get(key);
    seen.set(key, earlier ?? read);
    return earlier ? [duplicate(read, earlier)] : [];
  });
}

function duplicate({ item, file, base }: ReadItem, earlier: ReadItem): Diagnostic {
  return {
    file,
    path: base,
    code: "input.duplicate",
    value: `${item.repository} ${item.branch}`,
    message: `${item.repository} (${item.branch}) is also in ${earlier.file}${earlier.base && ` at ${earlier.base}`}.`,
    hint: "Keep one of the two: RepoName and RepoTag are the key of a pipeline.",
  };
}
