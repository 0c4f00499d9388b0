import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { stacksIn } from "./manifest.js";

/**
 * Moves a stack's folder into `out`: as a whole if it is new there, or else file by file, each replacing its
 * predecessor at once, so that runs side by side leave whole files, and what Terraform keeps in the folder
 * (`.terraform`, its lock file) stays.
 */
export function moveIntoPlace(stack: string, staging: string, out: string): void {
  if (!moveNew(join(staging, stack), join(out, stack))) replaceFiles(stack, staging, out);
}

/** False if the folder is there already, perhaps by another run a moment ago. */
function moveNew(from: string, to: string): boolean {
  if (existsSync(to)) return false;
  try {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    return true;
  } catch (error) {
    if (existsSync(to)) return false;
    throw error;
  }
}

function replaceFiles(stack: string, staging: string, out: string): void {
  const fresh = filesIn(join(staging, stack));
  const former = filesIn(join(out, stack, "modules")).map((file) => join("modules", file));
  for (const file of fresh) replaceFile(join(stack, file), staging, out);
  for (const file of former) if (!fresh.includes(file)) rmSync(join(out, stack, file), { force: true });
}

export function replaceFile(file: string, from: string, to: string): void {
  mkdirSync(dirname(join(to, file)), { recursive: true });
  renameSync(join(from, file), join(to, file));
}

/** Removes the stacks that an earlier run wrote into `out`, but for those to keep. */
export function removeStacks(out: string, keep: ReadonlySet<string>): void {
  for (const name of stacksIn(out)) {
    if (!keep.has(name) && isOurs(out, name)) {
      rmSync(join(out, "stacks", name), { recursive: true, force: true });
    }
  }
}

/** A folder may hold stacks of another CDKTF app; ours bear their name in a tag. */
function isOurs(out: string, name: string): boolean {
  const file = join(out, "stacks", name, "cdk.tf.json");
  return existsSync(file) && readFileSync(file, "utf8").includes(`"stagewright:stack": "${name}"`);
}

/** All files below a folder, relative to it; none if there is no such folder. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesIn(join(folder, entry.name)).map((file) => join(entry.name, file))
      : [entry.name],
  );
}
