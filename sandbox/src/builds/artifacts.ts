import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ArchiveEntry } from "./archive.js";
import type { FileSelection } from "./buildspec.js";
import { globToRegExp } from "./glob.js";
import { BuildFailure } from "./phases.js";

/**
 * The files that a buildspec's `files`, `exclude-paths`, `base-directory` and `discard-paths` select, sorted.
 * Paths are relative to the base directory (build-spec-ref, artifacts).
 */
export async function collectFiles(root: string, selection: FileSelection): Promise<ArchiveEntry[]> {
  const found = new Map<string, string>();
  for (const base of await baseDirectories(root, selection.baseDirectory)) {
    for (const path of await selectFrom(base, selection)) {
      found.set(selection.discardPaths ? basename(path) : path, join(base, path));
    }
  }
  return [...found].map(([path, source]) => ({ path, source })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** As `collectFiles`; nothing found fails the build, as in AWS. */
export async function requireFiles(root: string, selection: FileSelection): Promise<ArchiveEntry[]> {
  const files = await collectFiles(root, selection);
  if (files.length > 0) return files;
  throw new BuildFailure("CLIENT_ERROR", "no matching artifact paths found");
}

async function baseDirectories(root: string, pattern: string | undefined): Promise<string[]> {
  if (pattern === undefined || pattern === "." || pattern === "./") return [root];
  const wanted = globToRegExp(pattern.replace(/\/+$/, ""));
  const folders = (await walk(root)).filter((entry) => entry.folder && wanted.test(entry.path));
  if (folders.length > 0) return folders.map((entry) => join(root, entry.path));
  throw new BuildFailure("CLIENT_ERROR", `no matching base directory path found for ${pattern}`);
}

async function selectFrom(base: string, selection: FileSelection): Promise<string[]> {
  const wanted = selection.files.map(globToRegExp);
  const excluded = selection.excludePaths.map(globToRegExp);
  return (await walk(base))
    .filter((entry) => !entry.folder)
    .map((entry) => entry.path)
    .filter((path) => wanted.some((glob) => glob.test(path)) && !excluded.some((glob) => glob.test(path)));
}

interface WalkedEntry {
  readonly path: string;
  readonly folder: boolean;
}

/** All files and folders below, by relative path. Links to files count as files; links to folders are not followed. */
async function walk(root: string, prefix = ""): Promise<WalkedEntry[]> {
  const entries: WalkedEntry[] = [];
  for (const entry of await readdir(join(root, prefix), { withFileTypes: true })) {
    const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) entries.push({ path, folder: true }, ...(await walk(root, path)));
    else if (await isFile(join(root, path), entry)) entries.push({ path, folder: false });
  }
  return entries;
}

async function isFile(path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return stat(path).then(
    (target) => target.isFile(),
    () => false,
  );
}
