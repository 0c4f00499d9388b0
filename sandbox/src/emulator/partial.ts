import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isAlive } from "../process.js";

/** Removes the half-made folders `<place>.partial-<pid>-…` of processes that are gone. */
export async function sweep(place: string): Promise<void> {
  const prefix = `${basename(place)}.partial-`;
  const names = await readdir(dirname(place)).catch(() => []);
  const left = names.filter(
    (name) => name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10)),
  );
  await Promise.all(left.map((name) => rm(join(dirname(place), name), { recursive: true, force: true })));
}
