import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { unzipSync, type Zippable, zipSync } from "fflate";
import { BuildFailure } from "./phases.js";

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
  const files: Zippable = {};
  for (const { path, source } of entries) {
    const { mode } = await stat(source);
    files[path] = [await readFile(source), { mtime: earliestZipTime, os: madeByUnix, attrs: mode << 16 }];
  }
  return zipSync(files);
}

/** Unpacks into a folder. Nothing is written when any entry would leave it. */
export async function unzipInto(folder: string, archive: Uint8Array): Promise<void> {
  const files = unzip(archive);
  const modes = unixModes(archive);
  for (const path of Object.keys(files)) refuseEscape(path);
  for (const parent of new Set(Object.keys(files).map((path) => folderOf(join(folder, path))))) {
    mkdirSync(parent, { recursive: true });
  }
  for (const [path, content] of Object.entries(files)) {
    if (!path.endsWith("/")) writeEntry(join(folder, path), content, modes.get(path));
  }
}

/** The folder itself, where an entry is one. */
function folderOf(path: string): string {
  return path.endsWith("/") ? path : dirname(path);
}

function unzip(archive: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(archive);
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
function writeEntry(target: string, content: Uint8Array, mode: number | undefined): void {
  writeFileSync(target, content);
  if (mode !== undefined && mode & 0o111) chmodSync(target, 0o755);
}

/** The layout of a central directory header: APPNOTE.TXT of PKWARE, section 4.3.12. */
const centralHeader = { signature: 0x02014b50, length: 46, name: 28, extra: 30, comment: 32, attributes: 38 };
const endRecord = { signature: 0x06054b50, length: 22, directoryOffset: 16 };

/** fflate leaves out the files' modes, and a build's scripts must stay executable. */
function unixModes(archive: Uint8Array): Map<string, number> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const modes = new Map<string, number>();
  let at = directoryStart(view);
  while (at + centralHeader.length <= view.byteLength) {
    if (view.getUint32(at, true) !== centralHeader.signature) break;
    const nameLength = view.getUint16(at + centralHeader.name, true);
    const name = archive.subarray(at + centralHeader.length, at + centralHeader.length + nameLength);
    modes.set(new TextDecoder().decode(name), view.getUint32(at + centralHeader.attributes, true) >>> 16);
    const extraLength = view.getUint16(at + centralHeader.extra, true);
    at += centralHeader.length + nameLength + extraLength + view.getUint16(at + centralHeader.comment, true);
  }
  return modes;
}

function directoryStart(view: DataView): number {
  for (let at = view.byteLength - endRecord.length; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === endRecord.signature) {
      return view.getUint32(at + endRecord.directoryOffset, true);
    }
  }
  return view.byteLength;
}
