import { existsSync, lstatSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Diagnostic, Result } from "../diagnostics/index.js";
import { type Defaults, readDefaults } from "../item/index.js";
import { parseText } from "./parse-text.js";
import { type Positions, positionsIn } from "./position.js";
import { readText } from "./read-text.js";
import { type FileOwners, isStrangers } from "./strangers-file.js";

/** The defaults of a folder's items. */
export interface FolderDefaults {
  /** The nearest first. */
  readonly layers: readonly PlacedDefaults[];
  /** Something in them is wrong, and told once: the items of the folder are no items without them. */
  readonly areBroken: boolean;
}

export interface PlacedDefaults extends Defaults {
  readonly positions: Positions;
}

export interface DefaultsReader {
  /** Those of the item in this file, or beside it. */
  of(file: string): FolderDefaults;
  /** Every problem with all that were read. */
  diagnostics(): readonly Diagnostic[];
}

const fileNames = ["_defaults.yaml", "_defaults.yml"];

export function isDefaultsFile(name: string): boolean {
  return fileNames.includes(name);
}

const none: FolderDefaults = { layers: [], areBroken: false };

/**
 * Reads `_defaults.yaml` beside items, and in the folders above up to the root of the git repository: wherever a command is
 * started, and however an item is named, it is the same item. Each file is read once.
 */
export function defaultsReader(owners?: FileOwners): DefaultsReader {
  const known = new Map<string, FolderDefaults>();
  const diagnostics: Diagnostic[] = [];
  const inFolder = (folder: string, start: string, shown: (path: string) => string): FolderDefaults => {
    const found = known.get(folder);
    if (found) return found;
    const above = dirname(folder);
    const isRoot = above === folder || existsSync(join(folder, ".git"));
    const farther = isRoot ? none : inFolder(above, start, shown);
    const files = fileNames.map((name) => join(folder, name)).filter(isThere);
    const all = files.length === 0 ? farther : nearer(files, { start, shown, owners, farther, diagnostics });
    known.set(folder, all);
    return all;
  };
  return {
    of: (file) => {
      if (file === "-") return none;
      const folder = dirname(resolve(file));
      const shown = (path: string) => (isAbsolute(file) ? path : relative(process.cwd(), path));
      return inFolder(folder, folder, shown);
    },
    diagnostics: () => diagnostics,
  };
}

/** A link that leads nowhere is there too: its items would be others without it. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Above what may be looked into.
    return false;
  }
}

interface Reading {
  /** The folder that the way up began in. */
  readonly start: string;
  readonly shown: (path: string) => string;
  readonly owners: FileOwners | undefined;
  readonly farther: FolderDefaults;
  readonly diagnostics: Diagnostic[];
}

function nearer(
  [path = "", ...others]: readonly string[],
  { start, shown, owners, farther, diagnostics }: Reading,
): FolderDefaults {
  const file = shown(path);
  const unfit = others.length > 0 ? twice(file) : unfitFile(path, file, start, owners);
  const read: Result<PlacedDefaults> = unfit ? { ok: false, diagnostics: [unfit] } : readFile(path, file);
  if (read.ok) return { layers: [read.value, ...farther.layers], areBroken: farther.areBroken };
  diagnostics.push(...read.diagnostics);
  return { layers: farther.layers, areBroken: true };
}

function unfitFile(path: string, file: string, start: string, owners: FileOwners | undefined) {
  if (!lstatSync(path).isFile()) return noFile(file);
  return isStrangers(path, start, owners) ? ofAStranger(file) : undefined;
}

function readFile(path: string, file: string): Result<PlacedDefaults> {
  const text = readText(path);
  if (!text.ok) return { ok: false, diagnostics: text.diagnostics.map((each) => ({ ...each, file })) };
  const parsed = parseText(text.value, "yaml");
  if (!parsed.ok) return { ok: false, diagnostics: parsed.errors.map((error) => ({ file, ...error })) };
  const [first, ...more] = parsed.values;
  // A file with nothing but comments gives nothing.
  const { problems, ...defaults } = readDefaults(first ?? {});
  const positions = positionsIn(text.value, "yaml");
  const wrong = more.length > 0 ? [severalDocuments()] : problems;
  if (wrong.length === 0) return { ok: true, value: { file, ...defaults, positions } };
  return {
    ok: false,
    diagnostics: wrong.map((problem) => ({ file, ...problem, ...positions(problem.path) })),
  };
}

function severalDocuments() {
  return {
    path: "",
    code: "input.several-defaults",
    message: "The defaults of a folder are one YAML document, but here are several.",
    hint: "Take the lines `---` out, or keep one of the documents.",
  };
}

function twice(file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "input.several-defaults",
    message: `This folder has both ${fileNames.join(" and ")}.`,
    hint: "Keep one of the two.",
  };
}

function noFile(file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "input.link",
    message: "The defaults of a folder are a file, but this is a link or a folder.",
    hint: "Put the file itself there.",
  };
}

function ofAStranger(file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "input.foreign-defaults",
    message: "These defaults were found on the way up, and belong to another user: they are not followed.",
    hint: "Take the file away, or make it yours; the way up ends at the root of a git repository.",
  };
}
