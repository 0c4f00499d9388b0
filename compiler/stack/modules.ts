import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** How a stack calls the module: a copy beside its own file, so that the folder can be moved as it is. */
export const stageModule = "./modules/stage";

/** A module's files by name: what Terraform reads, and nothing else that stands beside it. */
export type Modules = ReadonlyMap<string, Uint8Array>;

export function readModules(name = "stage"): Modules {
  const folder = join(packageRoot(), "modules", name);
  const fileNames = readdirSync(folder).filter((file) => file.endsWith(".tf"));
  return new Map(fileNames.sort().map((file) => [file, readFileSync(join(folder, file))]));
}

/** Writes the module into a stack's folder. */
export function writeModules(modules: Modules, stackFolder: string, name = "stage"): void {
  const folder = join(stackFolder, "modules", name);
  // One step at a time: asked for all three at once, Node tries the deepest first, which takes four times as long.
  for (const path of [stackFolder, dirname(folder), folder]) mkdirSync(path, { recursive: true });
  for (const [file, content] of modules) writeFileSync(join(folder, file), content);
}

/** The folder of the package, from its sources or from its build. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "modules", "stage"))) {
    if (dirname(folder) === folder)
      throw new Error("The package is incomplete: its folder modules/stage is missing.");
    folder = dirname(folder);
  }
  return folder;
}
