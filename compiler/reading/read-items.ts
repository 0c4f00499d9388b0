import type { Diagnostic, Result } from "../diagnostics/index.js";
import { type Item, safeParseItem } from "../item/index.js";
import type { Settings } from "../settings/index.js";
import { findFiles, type InputFile } from "./find-files.js";
import { type Found, itemsIn } from "./items-in.js";
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
  /** As somebody wrote it. */
  readonly value: unknown;
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

/** Reads every item behind the paths: JSON, DynamoDB JSON, `get-item` and `scan` output, YAML, folders, `-`. */
export function readItems(paths: readonly string[], options: ReadOptions): Reading {
  const { files, diagnostics } = findFiles(paths);
  const reading = merged(files.map((file) => readFile(file, options)));
  const { items } = reading;
  return { items, diagnostics: [...diagnostics, ...reading.diagnostics, ...duplicates(items)] };
}

function readFile(file: InputFile, { settings, stdin }: ReadOptions): Reading {
  const text: Result<string> =
    file.name === "-" ? { ok: true, value: (stdin?.() ?? "").replace(/^\ufeff/, "") } : readText(file.name);
  return text.ok ? itemsInText(text.value, file, settings) : { items: [], diagnostics: text.diagnostics };
}

/** Standard input is JSON if it starts like JSON. */
function formatOf(text: string, file: InputFile): Format {
  return file.format ?? (/^\s*[[{]/.test(text) ? "json" : "yaml");
}

function itemsInText(text: string, { name: file, ...rest }: InputFile, settings: Settings): Reading {
  if (text.trim() === "") return { items: [], diagnostics: [noItems(file)] };
  const format = formatOf(text, { name: file, ...rest });
  const parsed = parseText(text, format);
  if (!parsed.ok) return { items: [], diagnostics: parsed.errors.map((error) => ({ file, ...error })) };
  const found = parsed.values.flatMap(itemsIn);
  if (found.length === 0) return { items: [], diagnostics: [noItems(file)] };
  const positions = positionsIn(text, format);
  return merged(found.map((one) => readOne(one, file, settings, positions)));
}

function merged(readings: readonly Reading[]): Reading {
  return {
    items: readings.flatMap((reading) => reading.items),
    diagnostics: readings.flatMap((reading) => reading.diagnostics),
  };
}

function readOne(
  { value, base, document }: Found,
  file: string,
  settings: Settings,
  positions: Positions,
): Reading {
  const result = safeParseItem(value, { settings, file });
  if (result.ok) return { items: [{ item: result.value, file, base, value }], diagnostics: [] };
  const diagnostics = result.diagnostics.map((diagnostic) => {
    const path = base + diagnostic.path;
    return { ...diagnostic, path, ...positions(path, document) };
  });
  return { items: [], diagnostics: diagnostics.sort(byPlace) };
}

/** In the order in which somebody mends a text. */
function byPlace(a: Partial<Position>, b: Partial<Position>): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
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
