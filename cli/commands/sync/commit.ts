import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Origin } from "../../../controller/records/index.js";

/** Also those of the folders above, which are a part of the items. */
const defaultsAbove = ":(top,glob)**/_defaults.y*ml";

/** The commit that a folder stands at, and whether all of it is committed; nothing where git knows of none. */
export async function commitOf(folder: string): Promise<Pick<Origin, "commit" | "isDirty">> {
  const commit = await git(folder, "rev-parse", "--verify", "--quiet", "HEAD");
  if (!commit) return {};
  const changes = await git(folder, "status", "--porcelain", "--", ".", defaultsAbove);
  return { commit, ...(changes !== "" && { isDirty: true }) };
}

/** A repository's own settings would have git start a program of theirs to look for changes. */
async function git(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  const all = ["-c", "core.fsmonitor=false", "-C", folder, ...args];
  const told = await promisify(execFile)("git", all, { maxBuffer: 16 * 1024 * 1024 }).catch(() => undefined);
  return told?.stdout.trim();
}
