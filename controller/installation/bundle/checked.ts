import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { Unzip, UnzipInflate } from "fflate";

/** Passes bytes on while it hashes them, and throws at their end unless they are those that are expected. */
export async function* checked(
  chunks: AsyncIterable<Uint8Array>,
  sha256: string,
  wrong: (found: string) => Error,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  const found = hash.digest("hex");
  if (found !== sha256) throw wrong(found);
}

/** What was compressed with gzip. */
export async function* unpacked(packed: Readable): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // Whatever goes wrong on the way also ends the reading below, and is thrown there.
  pipeline(packed, gunzip, () => {});
  yield* gunzip;
}

/** Whether an error says that bytes are not what gzip made. https://nodejs.org/api/zlib.html#zlib-constants */
export function isNotGzip(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && ["Z_DATA_ERROR", "Z_BUF_ERROR"].includes(String(error.code))
  );
}

/** One file of an archive, without holding either in memory. Gives nothing when the archive has no such file. */
export async function* entryOfZip(
  archive: AsyncIterable<Uint8Array>,
  isWanted: (name: string) => boolean,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const unzip = new Unzip((entry) => {
    if (!isWanted(entry.name)) return;
    entry.ondata = (error, chunk) => {
      if (error) throw error;
      ready.push(chunk);
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for await (const chunk of archive) {
    unzip.push(chunk);
    yield* ready.splice(0);
  }
  unzip.push(new Uint8Array(0), true);
  yield* ready.splice(0);
}
