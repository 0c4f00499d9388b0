import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Keeps a folder out of a package that it lies in by chance, as below a `TMPDIR` in somebody's checkout: Node would take
 * `.js` for what that package.json says. Elsewhere nothing is written, since npm looks for the next package.json too.
 */
export async function endPackageScope(folder: string): Promise<void> {
  if (isInPackage(dirname(folder))) await writeFile(join(folder, "package.json"), "{}\n");
}

function isInPackage(folder: string): boolean {
  if (existsSync(join(folder, "package.json"))) return true;
  const parent = dirname(folder);
  return parent !== folder && isInPackage(parent);
}
