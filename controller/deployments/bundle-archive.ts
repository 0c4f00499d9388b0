import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, lstat, mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { messageOf } from "../records/index.js";
import { ByteQueue } from "./byte-queue.js";
import { pathOfPax, readTarHeader, type TarEntry, tarEnd, tarHeader, tarPadding } from "./tar.js";

/** Providers come from the installation, in each build anew; a repository's own history is part of no deployment. */
function isLeftOut(path: string): boolean {
  return /(^|\/)\.terraform\/providers$/.test(path) || /(^|\/)\.git$/.test(path);
}

/** The same files give the same bytes. Throws for links, which could lead anywhere. */
export async function packBundle(folder: string, file: string): Promise<void> {
  const gzip = createGzip({ level: 6 });
  await pipeline(Readable.from(packed(folder)), gzip, createWriteStream(file, { mode: 0o600 }));
}

async function* packed(folder: string): AsyncGenerator<Uint8Array> {
  for await (const entry of entriesBelow(folder)) {
    yield tarHeader(entry);
    if (entry.kind === "file") yield* bytesOf(join(folder, entry.path), entry);
  }
  yield tarEnd;
}

async function* bytesOf(file: string, { path, size }: TarEntry): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of createReadStream(file)) {
    read += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  if (read !== size) throw new Error(`${path} changed while it was packed.`);
  yield tarPadding(size);
}

/** In order, folders before what is in them. */
async function* entriesBelow(folder: string, below = ""): AsyncGenerator<TarEntry> {
  const names = (await readdir(join(folder, below))).sort();
  for (const name of names) {
    const path = posix.join(below, name);
    if (isLeftOut(path)) continue;
    const found = await lstat(join(folder, path));
    if (found.isDirectory()) {
      yield { path: `${path}/`, kind: "folder", isExecutable: false, size: 0 };
      yield* entriesBelow(folder, path);
    } else if (found.isFile()) {
      yield { path, kind: "file", isExecutable: (found.mode & 0o100) !== 0, size: found.size };
    } else throw notAFile(path);
  }
}

function notAFile(path: string): Error {
  return new Error(
    `${path} is a link, or no file at all. What is deployed may hold files and folders only: replace it by what it leads to, or have the build leave it out.`,
  );
}

/** A folder's files, without what no bundle holds. */
export async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for await (const { path, kind } of entriesBelow(from)) {
    if (kind === "folder") await mkdir(join(to, path), { recursive: true });
    else await copyFile(join(from, path), join(to, path));
  }
}

export interface UnpackOptions {
  /** Which of the paths are written; all are looked at. */
  readonly isWanted: (path: string) => boolean;
  /** In bytes, unpacked. */
  readonly most?: number;
}

const usualMost = 2 ** 31;

/** Whatever the archive says, nothing is written outside of the folder, and no link is made. Throws otherwise. */
export async function unpackBundle(file: string, folder: string, options: UnpackOptions): Promise<void> {
  const gunzip = createGunzip();
  const reading = pipeline(createReadStream(file), gunzip);
  try {
    await unpackFrom(new ByteQueue(gunzip, options.most ?? usualMost), folder, options);
  } catch (error) {
    throw new Error(`The bundle cannot be unpacked. ${messageOf(error)} Nothing of it was run.`);
  } finally {
    gunzip.destroy();
    await reading.catch(() => undefined);
  }
}

async function unpackFrom(bytes: ByteQueue, folder: string, { isWanted }: UnpackOptions): Promise<void> {
  let long: string | undefined;
  for (;;) {
    const header = readTarHeader(await bytes.take(512));
    if (!header) return;
    if (header.isPax) {
      long = pathOfPax(await bytes.take(Math.min(header.size, 8_192)));
      await bytes.take(tarPadding(header.size).length);
      continue;
    }
    await unpackEntry(bytes, folder, { ...header, path: soundPath(long ?? header.path) }, isWanted);
    long = undefined;
  }
}

async function unpackEntry(
  bytes: ByteQueue,
  folder: string,
  { path, kind, isExecutable, size }: TarEntry,
  isWanted: (path: string) => boolean,
): Promise<void> {
  const place = join(folder, path);
  const wanted = isWanted(path);
  if (wanted) await mkdir(kind === "folder" ? place : dirname(place), { recursive: true });
  if (kind === "folder") return;
  if (wanted) await writeFile(place, bytes.chunks(size), { mode: isExecutable ? 0o755 : 0o644, flag: "wx" });
  else for await (const _ of bytes.chunks(size));
  await bytes.take(tarPadding(size).length);
}

function soundPath(path: string): string {
  const parts = path.replace(/\/$/, "").split("/");
  const isSound = parts.every((part) => part !== "" && part !== "." && part !== ".." && !part.includes("\0"));
  if (!isSound) throw new Error(`The path ${JSON.stringify(path)} in it leaves its folder.`);
  return parts.join("/");
}
