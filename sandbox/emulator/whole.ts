import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * Whether an installation is complete and undamaged: it bears the mark that is written last, and every file that its
 * packages list (`RECORD` in each `.dist-info`) is there with its size.
 */
export async function isWhole(place: string): Promise<boolean> {
  try {
    await stat(join(place, "complete"));
    const packages = join(place, "packages");
    const records = (await readdir(packages)).filter((name) => name.endsWith(".dist-info"));
    const checked = await Promise.all(records.map((name) => isRecorded(packages, name)));
    return checked.length > 0 && checked.every(Boolean);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

async function isRecorded(packages: string, distInfo: string): Promise<boolean> {
  const record = await readFile(join(packages, distInfo, "RECORD"), "utf8");
  const checked = await Promise.all(
    filesOf(record).map(({ path, size }) => hasSize(join(packages, path), size)),
  );
  return checked.every(Boolean);
}

/** Lines are `path,hash,size`. Scripts (`../../bin/x`) are put elsewhere by `pip --target`, and are not used. */
function filesOf(record: string): { path: string; size: number }[] {
  return record
    .split(/\r?\n/)
    .map((line) => /^"?(?<path>[^",]+)"?,[^,]+,(?<size>\d+)$/.exec(line)?.groups)
    .flatMap((found) => (found?.path ? [{ path: found.path, size: Number(found.size) }] : []))
    .filter(({ path }) => !path.startsWith("../"));
}

async function hasSize(path: string, size: number): Promise<boolean> {
  return (await stat(path)).size === size;
}
