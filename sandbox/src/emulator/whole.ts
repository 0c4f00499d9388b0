import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether an installation is complete and undamaged: it bears the mark that is written last, and every file that its
 * packages list (`RECORD` in each `.dist-info`) is there with its size. One after the other: there are a thousand, at
 * each start of a sandbox, and waiting for each takes longer than looking.
 */
export function isWhole(place: string): boolean {
  try {
    statSync(join(place, "complete"));
    const packages = join(place, "packages");
    const records = readdirSync(packages).filter((name) => name.endsWith(".dist-info"));
    return records.length > 0 && records.every((name) => isRecorded(packages, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function isRecorded(packages: string, distInfo: string): boolean {
  const record = readFileSync(join(packages, distInfo, "RECORD"), "utf8");
  return filesOf(record).every(({ path, size }) => statSync(join(packages, path)).size === size);
}

/** Lines are `path,hash,size`. Scripts (`../../bin/x`) are put elsewhere by `pip --target`, and are not used. */
function filesOf(record: string): { path: string; size: number }[] {
  return record
    .split(/\r?\n/)
    .map((line) => /^"?(?<path>[^",]+)"?,[^,]+,(?<size>\d+)$/.exec(line)?.groups)
    .flatMap((found) => (found?.path ? [{ path: found.path, size: Number(found.size) }] : []))
    .filter(({ path }) => !path.startsWith("../"));
}
