import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { Zip, ZipDeflate } from "fflate";
import { BuildFailure } from "./phases.js";
import { zipEntries } from "./zip-entries.js";

/** One file of an archive or folder: where it is on disk, and its path inside, with `/`. */
export interface ArchiveEntry {
  readonly path: string;
  readonly source: string;
}

/** Zip's times have no zone and begin in 1980: the same content gives the same bytes. */
const earliestZipTime = new Date(1980, 0, 1);
/** "Unix" in a zip entry's "version made by": its attributes then hold the file's mode. */
const madeByUnix = 3;

export async function zipFiles(entries: readonly ArchiveEntry[]): Promise<Uint8Array> {
  const archive = new Archive();
  for (const { path, source } of entries) {
    const { mode } = await stat(source);
    archive.add(path, await readFile(source), mode);
  }
  return archive.end();
}

/** One file of an archive that is not on disk. */
export interface ArchiveContent {
  readonly path: string;
  readonly content: Uint8Array;
  readonly isExecutable: boolean;
}

export function zipContents(entries: readonly ArchiveContent[]): Uint8Array {
  const archive = new Archive();
  for (const { path, content, isExecutable } of entries)
    archive.add(path, content, isExecutable ? 0o100755 : 0o100644);
  return archive.end();
}

/** One entry after the other: as keys of an object, which fflate takes too, some names would be lost (`__proto__`). */
class Archive {
  readonly #chunks: Uint8Array[] = [];
  readonly #zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.#chunks.push(chunk);
  });

  add(path: string, content: Uint8Array, mode: number): void {
    const entry = new ZipDeflate(path);
    Object.assign(entry, { mtime: earliestZipTime, os: madeByUnix, attrs: mode << 16 });
    this.#zip.add(entry);
    entry.push(content, true);
  }

  end(): Uint8Array {
    this.#zip.end();
    return Buffer.concat(this.#chunks);
  }
}

/** Unpacks into a folder. Nothing is written when any entry would leave it, or cannot be read. */
export function unzipInto(folder: string, archive: Uint8Array): void {
  const entries = readable(archive);
  for (const { path } of entries) refuseEscape(path);
  for (const parent of new Set(entries.map(({ path }) => folderOf(join(folder, path))))) {
    mkdirSync(parent, { recursive: true });
  }
  for (const { path, content, mode } of entries) {
    if (!path.endsWith("/")) writeEntry(join(folder, path), content, mode);
  }
}

/** The folder itself, where an entry is one. */
function folderOf(path: string): string {
  return path.endsWith("/") ? path : dirname(path);
}

function readable(archive: Uint8Array) {
  try {
    return zipEntries(archive).map(({ path, mode, content }) => ({ path, mode, content: content() }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BuildFailure("CLIENT_ERROR", `Unable to extract the source archive: ${reason}`);
  }
}

function refuseEscape(path: string): void {
  const parts = path.split(/[/\\]/);
  if (!isAbsolute(path) && !/^[A-Za-z]:/.test(path) && !parts.includes("..")) return;
  throw new BuildFailure("CLIENT_ERROR", `The archive holds a path that leaves its folder: ${path}`);
}

/** One after the other: a package holds thousands of small files, and waiting for each takes longer than writing it. */
function writeEntry(target: string, content: Uint8Array, mode: number): void {
  writeFileSync(target, content);
  if (mode & 0o111) chmodSync(target, 0o755);
}
