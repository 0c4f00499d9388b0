import { readdirSync } from "node:fs";
import { join } from "node:path";
import { nodePlatformOfBuilds } from "./platform.js";

/**
 * What no program reads while it runs: maps, texts, types and sources of what lies beside them in JavaScript, and
 * what begins with a dot, for the tools of a package's authors.
 */
const unread = /(?:^|\/)\.|\.(?:map|md|markdown|[cm]?tsx?|tsbuildinfo|flow|cc|cpp|c|h|gypi?)$/i;

/** What a licence asks to go along, whatever the file is called. */
const licence = /(?:^|\/)(?:licen[cs]e|copying|notice)(?:[-_][\w-]+)?(?:\.(?:md|markdown|txt))?$/i;

/** Tests, and the texts of all licences there are, of which jsii knows only the names. */
const unreadFolders = new Set(["__tests__", "test", "tests", "licenses"]);

/**
 * The files of a package, from its folder, with `/`; without its own `node_modules`, and without what no build needs.
 * One after the other: there are thousands, and waiting for each takes ten times as long as looking.
 */
export function filesOfPackage(folder: string): string[] {
  return filesBelow(folder, "", skipsInPackage)
    .filter((path) => !unread.test(path) || licence.test(path))
    .sort();
}

type Skips = (name: string, parent: string) => boolean;

/** Programs that are built beforehand lie in `prebuilds`, by platform. */
const skipsInPackage: Skips = (name, parent) =>
  name === "node_modules" ||
  unreadFolders.has(name) ||
  (parent === "prebuilds" && name !== nodePlatformOfBuilds);

function filesBelow(folder: string, prefix: string, skips: Skips): string[] {
  const parent = prefix.split("/").at(-2) ?? "";
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name;
    if (entry.isDirectory()) return skips(entry.name, parent) ? [] : filesBelow(folder, `${path}/`, skips);
    return entry.isFile() ? [path] : [];
  });
}
