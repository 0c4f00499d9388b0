import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { execa } from "execa";
import { sweep } from "./partial.js";
import type { Python } from "./python.js";
import { isWhole } from "./whole.js";

/** Packages from PyPI in a folder of their own, and what runs them. */
export interface PythonPackages {
  readonly python: string;
  /** The folder that holds the packages, such as `…/botocore`. */
  readonly folder: string;
  /** What a child process needs in its environment to import them. */
  readonly env: Readonly<Record<string, string>>;
}

export interface InstallOptions {
  /** Names the folder, such as `ministack`. */
  readonly name: string;
  /** A pip requirements file in which every package is pinned, with hashes. */
  readonly requirements: string;
  readonly cacheDir: string;
  readonly python: Python;
  readonly signal?: AbortSignal;
}

/** What pip may take from the user: where the index is and how to get there, never where to install. */
const pipEnvironment =
  /^(PIP_(INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|CERT|CLIENT_CERT|TRUSTED_HOST|PROXY|CONFIG_FILE)|(HTTPS?|ALL|NO)_PROXY|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|XDG_CONFIG_HOME|HOME|PATH)$/i;

/**
 * Installs the packages once; later calls find them. An installation is whole or absent: it is made in a folder beside
 * its place and moved there when complete, so a killed or concurrent run never leaves a half-made one in use. A damaged
 * one is made anew. The folder's name holds the requirements, the Python version and the platform.
 */
export async function installPython(options: InstallOptions): Promise<PythonPackages> {
  const place = join(options.cacheDir, "python", `${options.name}-${await keyOf(options)}`);
  if (!isWhole(place)) await install(place, options);
  return {
    python: options.python.path,
    folder: join(place, "packages"),
    env: { PYTHONPATH: join(place, "packages"), PYTHONPYCACHEPREFIX: join(place, "compiled") },
  };
}

async function keyOf({ requirements, python }: InstallOptions): Promise<string> {
  const hash = createHash("sha256").update(await readFile(requirements));
  return hash.update(`\0${python.version}\0${process.platform}-${process.arch}`).digest("hex").slice(0, 16);
}

async function install(place: string, options: InstallOptions): Promise<void> {
  await sweep(place);
  const partial = `${place}.partial-${process.pid}-${randomUUID().slice(0, 8)}`;
  await mkdir(partial, { recursive: true });
  try {
    await pipInstall(join(partial, "packages"), options);
    await writeFile(join(partial, "complete"), `${basename(options.requirements)}\n`);
    await moveInto(place, partial);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function pipInstall(target: string, options: InstallOptions): Promise<void> {
  const args = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-input",
    "--no-compile",
  ];
  const pinned = [
    "--require-hashes",
    "--no-deps",
    "--only-binary",
    ":all:",
    "--requirement",
    options.requirements,
  ];
  const result = await execa(options.python.path, [...args, ...pinned, "--target", target], {
    env: { ...pick(process.env), PIP_REQUIRE_VIRTUALENV: "0", PIP_ROOT_USER_ACTION: "ignore", PIP_USER: "0" },
    extendEnv: false,
    reject: false,
    all: true,
    timeout: 600_000,
    ...(options.signal && { cancelSignal: options.signal }),
  });
  if (result.isCanceled) throw options.signal?.reason;
  if (result.failed)
    throw new Error(`pip could not install ${options.requirements}:\n${result.all ?? result.message}`);
}

/** Whoever arrives second finds a whole installation and uses it; a damaged one makes way. */
async function moveInto(place: string, partial: string): Promise<void> {
  if (isWhole(place)) return;
  await rename(place, `${partial}.damaged`).catch(ignoreAbsence);
  await rm(`${partial}.damaged`, { recursive: true, force: true });
  try {
    await rename(partial, place);
  } catch (error) {
    if (!isWhole(place)) throw error;
  }
}

function ignoreAbsence(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}

const pick = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => pipEnvironment.test(name)));
