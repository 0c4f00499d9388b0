import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { access, mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isAlive } from "../../../toolchain/index.js";

export type Chunks = Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;

export interface FileOptions {
  readonly mode?: number;
  readonly signal?: AbortSignal;
}

/**
 * Writes a file that is there whole or not at all: it is written beside its place and moved there at the end.
 * Of several that write the same place at once each brings a whole one. What a killed one left beside is removed.
 */
export async function placeFile(place: string, chunks: Chunks, options: FileOptions = {}): Promise<void> {
  const folder = dirname(place);
  await mkdir(folder, { recursive: true });
  await removeLeftOvers(folder);
  const partial = join(folder, partialName(basename(place)));
  try {
    await pipeline(Readable.from(chunks), createWriteStream(partial, { mode: options.mode ?? 0o644 }), {
      ...(options.signal && { signal: options.signal }),
    });
    await rename(partial, place);
  } finally {
    await rm(partial, { force: true });
  }
}

/** It bears the process that writes it, so that others see whether somebody still does. */
function partialName(name: string): string {
  return `.${name}.${process.pid}.${randomUUID().slice(0, 8)}.partial`;
}

async function removeLeftOvers(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => {
    const [, pid] = /\.(\d+)\.[0-9a-f]{8}\.partial$/.exec(name) ?? [];
    return pid !== undefined && !isAlive(Number(pid));
  });
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

export async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
