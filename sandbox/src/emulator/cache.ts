import { homedir } from "node:os";
import { join } from "node:path";

/** Where what is installed once is kept: `STAGEWRIGHT_CACHE`, or a folder in the user's cache (XDG base directories). */
export function defaultCacheDir(env: Readonly<Record<string, string | undefined>> = process.env): string {
  if (env.STAGEWRIGHT_CACHE) return env.STAGEWRIGHT_CACHE;
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "stagewright");
}
