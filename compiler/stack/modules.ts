import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** How a stack calls its modules: copies beside its own file, so that the folder can be moved as it is. */
export const projectModule = "./modules/codebuild-project";
export const stageModule = "./modules/stage";
/** What a pipeline's stack needs; `modules/stage` calls the other. */
export const pipelineModules = ["codebuild-project", "stage"];

/** The files of modules by module and name: what Terraform reads, and nothing else that stands beside it. */
export type Modules = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

export function readModules(names: readonly string[] = pipelineModules): Modules {
  return new Map(names.map((name) => [name, readModule(join(packageRoot(), "modules", name))]));
}

function readModule(folder: string): ReadonlyMap<string, Uint8Array> {
  const fileNames = readdirSync(folder).filter((file) => file.endsWith(".tf"));
  return new Map(fileNames.sort().map((file) => [file, readFileSync(join(folder, file))]));
}

/** Writes the modules into a stack's folder. */
export function writeModules(modules: Modules, stackFolder: string): void {
  for (const [name, files] of modules) {
    const folder = join(stackFolder, "modules", name);
    // One step at a time: asked for all three at once, Node tries the deepest first, which takes four times as long.
    for (const path of [stackFolder, dirname(folder), folder]) mkdirSync(path, { recursive: true });
    for (const [file, content] of files) writeFileSync(join(folder, file), content);
  }
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
