import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What Terraform and cdktf leave in an output folder. */
const leftByTools = /(^|\/)(\.terraform|terraform\.|cdktf\.log)/;

/** The files of an output folder, by path, with their text. */
export function contentsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => !leftByTools.test(file) && statSync(join(folder, file)).isFile())
    .sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

/** The files that are in one folder only, or differ. */
export function differences(one: string, other: string): string[] {
  const [left, right] = [contentsOf(one), contentsOf(other)];
  const files = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...files].filter((file) => left[file] !== right[file]).sort();
}
