import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** A `bootstrap` beside this one, of another version, may be uploading what is younger. */
const inUseMs = 3_600_000;

/** Removes the packed packages of earlier builds: each has 28 MB, and is made again in seconds where it is needed. */
export async function removeOldPackages(folder: string, newest: string, now = Date.now()): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const others = names.filter((name) => /^stagewright-.+\.zip$/.test(name) && name !== newest);
  for (const name of others) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found && found.mtimeMs + inUseMs < now) await rm(file, { force: true });
  }
}
