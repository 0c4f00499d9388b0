import { access, constants, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** The file that a shell would start for `name`: a path stays one, a bare name is looked up in `PATH`. */
export async function findExecutable(name: string, path: string | undefined): Promise<string | undefined> {
  for (const candidate of candidates(name, path ?? "")) {
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

function candidates(name: string, path: string): string[] {
  if (name.includes("/")) return [resolve(name)];
  // A relative entry would mean another program in every folder.
  return path
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, name));
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
