import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/index.js";
import type { Format } from "./parse-text.js";

export interface InputFile {
  /** As the user named it, or as it is reached from what the user named; `-` is standard input. */
  readonly name: string;
  /** Unknown for standard input, until its text is seen. */
  readonly format?: Format;
}

const formats: Readonly<Record<string, Format>> = { json: "json", yaml: "yaml", yml: "yaml" };
/** Files that stand beside items without being items. */
const ignored =
  /^(\.|stagewright\.ya?ml$|node_modules$|package(-lock)?\.json$|tsconfig.*\.json$|cdktf\.json$)/;

/** The files behind the paths of a command line: files as they are, folders with all below them, sorted. */
export function findFiles(paths: readonly string[]): { files: InputFile[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const files = paths.flatMap((path) => expand(path, diagnostics));
  return { files: [...new Map(files.map((file) => [file.name, file])).values()], diagnostics };
}

function expand(path: string, diagnostics: Diagnostic[]): InputFile[] {
  if (path === "-") return [{ name: path }];
  try {
    if (!statSync(path).isDirectory()) return [inputFile(path)];
    const files = below(path);
    if (files.length === 0) diagnostics.push(emptyFolder(path));
    return files;
  } catch (error) {
    diagnostics.push(unreadable(path, error));
    return [];
  }
}

function below(folder: string): InputFile[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !ignored.test(entry.name));
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return below(path);
      return formatOf(path) ? [inputFile(path)] : [];
    });
}

function inputFile(name: string): InputFile {
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
    message: "This folder holds no items: no .json, .yaml or .yml file.",
    hint: "Name a folder or file with items, such as examples/.",
  };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "you may not read it",
  EPERM: "you may not read it",
  ENOTDIR: "a part of the path is no folder",
  ELOOP: "its links go round in a circle",
};

/** A path that cannot be read, in plain words. */
export function unreadable(path: string, error: unknown): Diagnostic {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return {
    file: path,
    path: "",
    code: "input.unreadable",
    message: `Cannot read this: ${reasons[code] ?? (code || String(error))}.`,
    hint: "Check the path.",
  };
}
