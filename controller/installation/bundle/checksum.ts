import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { placeFile } from "./place-file.js";

const aSha256 = /^[0-9a-f]{64}$/;

/**
 * SHA-256 of a file, in hex. The provider has 700 MB, so it is kept in the cache for as long as the file's size and
 * times stay as they are.
 */
export async function sha256Of(file: string, cache: string): Promise<string> {
  const kept = await keptAt(file, cache);
  const known = await readFile(kept, "utf8").catch(() => "");
  if (aSha256.test(known)) return known;
  const sha256 = await hashFile(file);
  await placeFile(kept, [sha256]);
  return sha256;
}

/** Keeps a text about a file, such as its checksum, for as long as its size and times stay as they are. */
export async function remember(file: string, text: string, cache: string): Promise<void> {
  await placeFile(await keptAt(file, cache), [text]);
}

/** What was kept of a file, as long as it is exactly the one of which it was. */
export async function remembered(file: string, cache: string): Promise<string | undefined> {
  const kept = await keptAt(file, cache).catch(() => undefined);
  return kept && (await readFile(kept, "utf8").catch(() => undefined));
}

async function keptAt(file: string, cache: string): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino } = await stat(file, { bigint: true });
  const name = createHash("sha256").update([file, size, mtimeNs, ctimeNs, ino].join("\0")).digest("hex");
  return join(cache, "checksums", name);
}

/** SHA-256 of a file, in hex, whatever was kept of it. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
