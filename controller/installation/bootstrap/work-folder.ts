import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../../toolchain/index.js";
import { isThere } from "../bundle/index.js";

/** Holds the id of the Terraform that goes on when we are killed; nothing, as long as that is not known. */
export const programFile = "program.pid";

/** Terraform's only copy of a state that it could not save. */
const unsavedState = "errored.tfstate";

/** A new folder, which bears its maker's id. What runs that were killed left is removed. */
export async function makeWorkFolder(parent = tmpdir()): Promise<string> {
  await removeLeftOvers(parent);
  return mkdtemp(join(parent, `${ofThisMachine()}${process.pid}-`));
}

/** Keeps, and says so, what is the only copy of a state: nothing else knows what was made. */
export async function removeWorkFolder(folder: string, say: (line: string) => void): Promise<void> {
  if (!(await isThere(join(folder, unsavedState)))) return rm(folder, { recursive: true, force: true });
  say(`Terraform could not save its state. Its only copy is ${join(folder, unsavedState)}.`);
  say(
    "Once the bucket can be written, run `terraform state push errored.tfstate` in that folder, then bootstrap.",
  );
}

/** Containers may share a folder for temporary files, and not see each other's processes. */
function ofThisMachine(): string {
  return `stagewright-bootstrap-${hostname().replace(/[^\w.]/g, "_")}-`;
}

async function removeLeftOvers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = join(parent, name);
    const isOurs = name.startsWith(ofThisMachine());
    if (!isOurs || !(await isLeft(folder))) continue;
    // Another user's is theirs to remove.
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** Neither its maker nor their Terraform is at work, and nothing in it is worth keeping. */
async function isLeft(folder: string): Promise<boolean> {
  const [, maker] = /-(\d+)-\w+$/.exec(folder) ?? [];
  if (maker === undefined || isAlive(Number(maker))) return false;
  if (await isThere(join(folder, unsavedState))) return false;
  const program = await readFile(join(folder, programFile), "utf8").catch(() => "0");
  return program !== "" && !isAlive(Number(program));
}
