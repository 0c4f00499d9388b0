import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The version of the package, from its own package.json: beside the build or beside the sources. */
export function version(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const file = join(here, "..", "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : "unknown";
}
