import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** How a stack calls the module: a copy beside its own file, so that the folder can be moved as it is. */
export const stageModule = "./modules/stage";

const fileNames = ["main.tf", "outputs.tf", "variables.tf", "versions.tf"];

/** The modules' files by name: what Terraform reads, and nothing else that stands beside it. */
export type Modules = ReadonlyMap<string, Uint8Array>;

export function readModules(): Modules {
  const folder = join(packageRoot(), "modules", "stage");
  return new Map(fileNames.map((name) => [name, readFileSync(join(folder, name))]));
}

/** Writes the modules into a stack's folder. */
export function writeModules(modules: Modules, stackFolder: string): void {
  const folder = join(stackFolder, stageModule);
  // One step at a time: asked for all three at once, Node tries the deepest first, which takes four times as long.
  for (const path of [stackFolder, dirname(folder), folder]) mkdirSync(path, { recursive: true });
  for (const [name, content] of modules) writeFileSync(join(folder, name), content);
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
