import { homedir } from "node:os";
import { join } from "node:path";
import type { Variables } from "./environment.js";

/** What is made or fetched once on a machine: `STAGEWRIGHT_CACHE`, or else the user's cache (XDG base directories). */
export function cacheFolder({ STAGEWRIGHT_CACHE: chosen, XDG_CACHE_HOME: ofUser }: Variables): string {
  return chosen || join(ofUser || join(homedir(), ".cache"), "stagewright");
}
