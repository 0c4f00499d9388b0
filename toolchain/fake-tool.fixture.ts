import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** For tests: a real program that poses as a tool and can only say its version. */
export async function installFakeTool(folder: string, name: string, says: string): Promise<string> {
  const path = await writeIn(folder, name, `#!/bin/sh\necho '${says}'\n`);
  await chmod(path, 0o755);
  return path;
}

/** For tests: a cdktf package in the modules of a project. */
export async function installPackage(project: string, version: string): Promise<void> {
  const manifest = { version, bin: { cdktf: "bin/cdktf" } };
  await writeIn(project, "node_modules/cdktf-cli/package.json", JSON.stringify(manifest));
}

async function writeIn(folder: string, name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}
