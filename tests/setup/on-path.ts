import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The first program of these names in the folders of a PATH. */
export function onPath(names: readonly string[], { PATH = "" } = process.env): string | undefined {
  const folders = PATH.split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
}
