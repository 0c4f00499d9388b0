import { readFileSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/index.js";
import { type Item, safeParseItem } from "../item/index.js";
import type { Settings } from "../settings/index.js";
import { findFiles, type InputFile, unreadable } from "./find-files.js";
import { type Found, itemsIn } from "./items-in.js";
import { type Format, parseText } from "./parse-text.js";
import { type Position, positionOf } from "./position.js";

export interface ReadItem {
  readonly item: Item;
  readonly file: string;
  /** JSON pointer of the item in its file. */
  readonly base: string;
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
  const readings = files.map((file) => readFile(file, options));
  const items = readings.flatMap((reading) => reading.items);
  const all = [...diagnostics, ...readings.flatMap((reading) => reading.diagnostics)];
  return { items, diagnostics: [...all, ...duplicates(items)] };
}

function readFile(file: InputFile, options: ReadOptions): Reading {
  try {
    const text = file.name === "-" ? (options.stdin?.() ?? "") : readFileSync(file.name, "utf8");
    return readText(text.replace(/^\ufeff/, ""), file, options.settings);
  } catch (error) {
    return { items: [], diagnostics: [unreadable(file.name, error)] };
  }
}

/** Standard input is JSON if it starts like JSON. */
function formatOf(text: string, file: InputFile): Format {
  return file.format ?? (/^\s*[[{]/.test(text) ? "json" : "yaml");
}

function readText(text: string, file: InputFile, settings: Settings): Reading {
  const format = formatOf(text, file);
  const parsed = parseText(text, format);
  if (!parsed.ok)
    return { items: [], diagnostics: parsed.errors.map((error) => ({ file: file.name, ...error })) };
  const found = parsed.values.flatMap(itemsIn);
  const results = found.map((one) =>
    readOne(one, file.name, settings, (path) => positionOf(text, format, path, one.document)),
  );
  return {
    items: results.flatMap((result) => result.items),
    diagnostics: results.flatMap((result) => result.diagnostics),
  };
}

function readOne(
  { value, base }: Found,
  file: string,
  settings: Settings,
  position: (path: string) => Position | undefined,
): Reading {
  const result = safeParseItem(value, { settings, file });
  if (result.ok) return { items: [{ item: result.value, file, base }], diagnostics: [] };
  const diagnostics = result.diagnostics.map((diagnostic) => {
    const path = base + diagnostic.path;
    return { ...diagnostic, path, ...position(path) };
  });
  return { items: [], diagnostics };
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
