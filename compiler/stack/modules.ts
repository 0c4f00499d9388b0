import { cpSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** How a stack calls the module: a copy beside its own file, so that the folder can be moved as it is. */
export const stageModule = "./modules/stage";

const files = ["main.tf", "outputs.tf", "variables.tf", "versions.tf"];

/** Copies the modules into a stack's folder: what Terraform reads, and nothing else that stands beside it. */
export function copyModules(stackFolder: string): void {
  const from = join(packageRoot(), "modules", "stage");
  for (const file of files) cpSync(join(from, file), join(stackFolder, "modules", "stage", file));
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
