import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { childEnvironment, type Variables } from "./environment.js";
import { MissingTool } from "./errors.js";
import { findExecutable } from "./executable.js";
import { run } from "./run.js";
import { type CodeOwners, isStrangersCode, ownersOnDisk } from "./strangers-code.js";
import { isAtLeast } from "./version.js";

export interface CdktfTool {
  readonly command: string;
  /** They come before cdktf's own arguments: its script, where Node is the command. */
  readonly args: readonly string[];
  readonly version: string;
}

/** cdktf wants its command line to be no older than the library that made the stack. */
const leastVersion = "0.21.0";

const versionTimeoutMs = 30_000;

/**
 * The cdktf of the project in `cwd`, or the one that came with `own`, this package, both run by the Node that
 * runs us; or the one in `PATH`. Throws `MissingTool`.
 */
export async function findCdktf(
  env: Variables,
  cwd: string,
  own = import.meta.url,
  owners = ownersOnDisk,
): Promise<CdktfTool> {
  const tool = (await inProject(cwd, owners)) ?? (await inModules(own)) ?? (await inPath(env));
  if (tool !== undefined && isAtLeast(tool.version, leastVersion)) return tool;
  const found = tool ? `cdktf ${tool.version}, run as ${[tool.command, ...tool.args].join(" ")}` : "no cdktf";
  const needed = `cdktf ${leastVersion} or newer, as a package or in PATH`;
  throw new MissingTool([{ tool: "cdktf", found, needed, hint: `npm install cdktf-cli@${leastVersion}` }]);
}

/** Another user's is as good as none. */
async function inProject(cwd: string, owners: CodeOwners): Promise<CdktfTool | undefined> {
  const manifestPath = resolveFrom(join(cwd, "package.json"), manifestName);
  if (manifestPath === undefined) return undefined;
  const isStrange = await isStrangersCode([dirname(manifestPath), manifestPath], cwd, owners);
  return isStrange ? undefined : toolOf(manifestPath);
}

const manifestName = "cdktf-cli/package.json";

/** Resolves as an `import` in the file `from` would. */
async function inModules(from: string): Promise<CdktfTool | undefined> {
  const manifestPath = resolveFrom(from, manifestName);
  return manifestPath === undefined ? undefined : toolOf(manifestPath);
}

async function toolOf(manifestPath: string): Promise<CdktfTool> {
  const manifest = JSON.parse(await readFile(manifestPath, "utf8"));
  const script = join(dirname(manifestPath), manifest.bin.cdktf);
  return { command: process.execPath, args: [script], version: manifest.version };
}

function resolveFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

async function inPath(env: Variables): Promise<CdktfTool | undefined> {
  const command = await findExecutable("cdktf", env.PATH);
  if (command === undefined) return undefined;
  const environment = childEnvironment(env);
  const result = await run(command, ["--version"], {
    cwd: "/",
    env: environment,
    timeoutMs: versionTimeoutMs,
  });
  return { command, args: [], version: result.stdout.trim() };
}
