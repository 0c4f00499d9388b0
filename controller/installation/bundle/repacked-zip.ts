import { createReadStream } from "node:fs";
import { Zip, ZipDeflate } from "fflate";

/** Zip's times have no zone and begin in 1980: the same content gives the same bytes. */
const mtime = new Date(1980, 0, 1);

/** "Unix" in "version made by": an entry's attributes then hold the file's mode. */
const os = 3;
const attrs = 0o100755 << 16;

/** Files by their names in the archive, without holding any of them in memory. */
export async function* repackedZip(files: Readonly<Record<string, string>>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  for (const [name, file] of Object.entries(files)) {
    const entry = new ZipDeflate(name, { level: 1 });
    Object.assign(entry, { mtime, os, attrs });
    zip.add(entry);
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      entry.push(chunk as Uint8Array);
      yield* ready.splice(0);
    }
    entry.push(new Uint8Array(0), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
