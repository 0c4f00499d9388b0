import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { hashFile } from "../../../toolchain/index.js";
import { placeFile } from "./place-file.js";

const aSha256 = /^[0-9a-f]{64}$/;

/**
 * SHA-256 of a file, in hex. The provider has 700 MB, so it is kept in the cache for as long as the file's size and
 * times stay as they are. Where others may write the cache it is hashed each time.
 */
export async function sha256Of(file: string, cache: string): Promise<string> {
  const known = (await remembered(file, cache)) ?? "";
  if (aSha256.test(known)) return known;
  const sha256 = await hashFile(file);
  await remember(file, sha256, cache);
  return sha256;
}

/** Keeps a text about a file, such as its checksum, for as long as its size and times stay as they are. */
export async function remember(file: string, text: string, cache: string): Promise<void> {
  await placeFile(await keptAt(file, cache), [text]);
}

/**
 * What was kept of a file, as long as it is exactly the one of which it was. Nothing where anybody else may have written it:
 * who may put another tool into the cache could put its checksum there too.
 */
export async function remembered(file: string, cache: string): Promise<string | undefined> {
  if (!(await isOursAlone([cache, notesIn(cache)]))) return undefined;
  const kept = await keptAt(file, cache).catch(() => undefined);
  return kept && (await readFile(kept, "utf8").catch(() => undefined));
}

async function keptAt(file: string, cache: string): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino } = await stat(file, { bigint: true });
  const name = createHash("sha256").update([file, size, mtimeNs, ctimeNs, ino].join("\0")).digest("hex");
  return join(notesIn(cache), name);
}

function notesIn(cache: string): string {
  return join(cache, "checksums");
}

/** Whether folders belong to who runs this, or to root, and nobody else may write them. Where there are no user ids, they do. */
async function isOursAlone(folders: readonly string[]): Promise<boolean> {
  const self = process.getuid?.();
  if (self === undefined) return true;
  const found = await Promise.all(folders.map((folder) => stat(folder).catch(() => undefined)));
  return found.every((one) => one && [self, 0].includes(one.uid) && (one.mode & writableByOthers) === 0);
}

/** By the group, or by everybody (stat(2)). */
const writableByOthers = 0o022;
