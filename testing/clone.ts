import { cp, mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { root } from "../tests/repository/sources.js";

/** Where a sandbox keeps its state when nobody says otherwise, as people have it: below the package.json of a checkout. */
export const defaultSandbox = join(".stagewright", "sandbox");

/** A clone of this checkout's last commit, with what is installed and built here. The caller removes it. */
export async function cloneCheckout(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "stagewright-checkout-"));
  await execa("git", ["clone", "--quiet", "--depth=1", `file://${root}`, folder]);
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await cp(join(root, "dist"), join(folder, "dist"), { recursive: true });
  return folder;
}
