import { randomBytes } from "node:crypto";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Nobody guesses it, and no shell reads anything into it: 43 letters, digits, `-` and `_`. */
export const newSecret = () => randomBytes(32).toString("base64url");

const fileIn = (stateDir: string) => join(stateDir, "secret");

/**
 * The secret of a folder's sandbox: the one of its last start, or a new one. From then on nobody but the folder's owner
 * may look into the folder, also where an earlier version let everybody.
 */
export async function keepSecret(stateDir: string): Promise<string> {
  await chmod(stateDir, 0o700);
  const known = await readSecret(stateDir);
  if (!known) await writeFile(fileIn(stateDir), newSecret(), { mode: 0o600 });
  await chmod(fileIn(stateDir), 0o600);
  return known || readSecret(stateDir);
}

/** Empty where no sandbox has been started since there are secrets. */
export function readSecret(stateDir: string): Promise<string> {
  return readFile(fileIn(stateDir), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}
