import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/index.js";
import { isDefaultsFile } from "./folder-defaults.js";
import type { Format } from "./parsed.js";
import { unreadable } from "./read-text.js";

export interface InputFile {
  /** As the user named it, or as it is reached from what the user named; `-` is standard input. */
  readonly name: string;
  /** Unknown for standard input, until its text is seen. */
  readonly format?: Format;
  /** What items of its folder leave out; no item. */
  readonly isDefaults?: true;
}

const formats: Readonly<Record<string, Format>> = {
  json: "json",
  jsonl: "jsonl",
  ndjson: "jsonl",
  yaml: "yaml",
  yml: "yaml",
};
/** Files that stand beside items without being items. */
const ignored =
  /^(\.|stagewright\.ya?ml$|node_modules$|package(-lock)?\.json$|tsconfig.*\.json$|cdktf\.json$)/;

/** The files behind the paths of a command line: files as they are, folders with all below them, sorted. */
export function findFiles(paths: readonly string[]): { files: InputFile[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const files = paths.flatMap((path) => expand(path, diagnostics));
  return { files: firstOfEach(files), diagnostics };
}

/** A file that is reached on two ways is read once. */
function firstOfEach(files: readonly InputFile[]): InputFile[] {
  const seen = new Set<string>();
  return files.filter(({ name }) => {
    const path = name === "-" ? name : resolve(name);
    return !seen.has(path) && seen.add(path);
  });
}

function expand(path: string, diagnostics: Diagnostic[]): InputFile[] {
  if (path === "-") return [{ name: path }];
  try {
    if (!statSync(path).isDirectory()) return [inputFile(path)];
  } catch (error) {
    diagnostics.push(unreadable(path, error));
    return [];
  }
  const before = diagnostics.length;
  const files = below(path, realpathSync(path), diagnostics);
  if (files.every(({ isDefaults }) => isDefaults) && diagnostics.length === before)
    diagnostics.push(emptyFolder(path));
  return files;
}

function below(folder: string, root: string, diagnostics: Diagnostic[]): InputFile[] {
  return entriesOf(folder, diagnostics)
    .filter(({ name }) => !ignored.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return below(path, root, diagnostics);
      if (!formatOf(path)) return [];
      if (isDefaultsFile(entry.name)) return [inputFile(path)];
      const isRead = entry.isSymbolicLink() ? followed(path, root, diagnostics) : entry.isFile();
      return isRead ? [inputFile(path)] : [];
    });
}

/**
 * A link leads to a file of the same folder, or whoever wrote it would have other files read, and quoted in messages.
 * Reading a pipe or a device could wait for ever.
 */
function followed(path: string, root: string, diagnostics: Diagnostic[]): boolean {
  try {
    const target = realpathSync(path);
    if (target.startsWith(root + sep) && statSync(target).isFile()) return true;
    diagnostics.push(leadsAway(path));
  } catch (error) {
    diagnostics.push(unreadable(path, error));
  }
  return false;
}

function leadsAway(path: string): Diagnostic {
  return {
    file: path,
    path: "",
    code: "input.link",
    message: "This is a link to something else than a file of the same folder.",
    hint: "Put the file itself there, or name it on the command line.",
  };
}

function entriesOf(folder: string, diagnostics: Diagnostic[]): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    diagnostics.push(unreadable(folder, error));
    return [];
  }
}

function inputFile(name: string): InputFile {
  if (isDefaultsFile(basename(name))) return { name, format: "yaml", isDefaults: true };
  return { name, format: formatOf(name) ?? "yaml" };
}

function formatOf(name: string): Format | undefined {
  return formats[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];
}

function emptyFolder(path: string): Diagnostic {
  return {
    file: path,
    path: "",
    code: "input.no-items",
    message: "This folder holds no items: no .json, .jsonl, .yaml or .yml file.",
    hint: "Name a folder or file with items, such as examples/.",
  };
}
