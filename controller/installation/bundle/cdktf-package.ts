import { readdir, readFile, realpath } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { findCdktf, MissingTool } from "../../../toolchain/index.js";
import { type Need, packageAbove } from "./package-tree.js";
import type { Sources } from "./sources.js";

export interface CdktfPackage {
  readonly folder: string;
  readonly needs: readonly Need[];
}

/** @cdktf/provider-generator requires it without saying so in its own manifest. */
const takenForGranted = ["jsii-pacmak"];

/**
 * The cdktf that would run here is the one that goes along, if it is a package: its script lies in it. It is
 * bundled, with most of what it depends on: it needs what its code still asks for.
 */
export async function cdktfPackage({ env, cwd }: Sources): Promise<CdktfPackage> {
  const { command, args, version } = await findCdktf(env, cwd);
  const script = await realpath(args[0] ?? command);
  const folder = await packageAbove(script, "cdktf-cli");
  if (folder === undefined) throw notAPackage(`cdktf ${version}, run as ${script}, which is in no package`);
  const names = [...(await requiredIn(join(folder, "bundle"))), ...takenForGranted];
  return { folder, needs: names.map((name) => ({ name, from: folder, optional: true })) };
}

function notAPackage(found: string): MissingTool {
  const needed = "cdktf-cli as a package, in this project or beside stagewright: builds get it from here";
  return new MissingTool([{ tool: "cdktf", found, needed, hint: "npm install cdktf-cli@0.21.0" }]);
}

/** The packages that scripts in a folder require, also by a path within. */
async function requiredIn(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const scripts = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".js"));
  const texts = await Promise.all(
    scripts.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")),
  );
  const calls = texts.flatMap((text) => [...text.matchAll(/\brequire\("((?:@[^/"]+\/)?[^/"]+)[^"]*"\)/g)]);
  return new Set(calls.flatMap(([, name]) => (name && !isBuiltin(name) ? [name] : [])));
}
