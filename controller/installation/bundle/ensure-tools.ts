import { mkdir, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  childEnvironment,
  findCdktf,
  findExecutable,
  findProviderMirror,
  findTerraform,
  type ProviderMirror,
  type Registry,
  registryOf,
  type TerraformTool,
  type Toolchain,
  thisPlatform,
  type Variables,
  writeClosedCliConfig,
} from "../../../toolchain/index.js";
import type { Bundle, BundledTool } from "../installation.js";
import { checked, isNotGzip, unpacked } from "./checked.js";
import { remember, sha256Of } from "./checksum.js";
import { isThere, placeFile } from "./place-file.js";
import { providerFolder, providerName, unpackedIn } from "./provider-source.js";
import type { ToolStore } from "./tool-store.js";

export interface Machine {
  readonly store: ToolStore;
  /** What tools are looked up with, as a rule `process.env`. */
  readonly env: Variables;
  readonly cwd: string;
  /** Where fetched tools are kept. Several builds may share it. */
  readonly cache: string;
  /** Gets the CLI configuration. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/**
 * Exactly the tools of the bundle, for this machine: what is here with the right checksum is used as it is, the
 * rest is fetched from the bucket. What has another checksum is refused, and nothing of it is run. The environment
 * lets Terraform take its provider from here and from nowhere else.
 */
export async function ensureTools(bundle: Bundle, machine: Machine): Promise<Toolchain> {
  const terraform = await ensureTerraform(bundle.terraform, machine);
  const mirror = await ensureProvider(bundle, registryOf(terraform), machine);
  const cdktf = await findCdktf(machine.env, machine.cwd);
  const cliConfig = await writeClosedCliConfig(machine.folder, mirror);
  return {
    terraform,
    cdktf,
    mirror,
    env: childEnvironment(machine.env, { terraform: terraform.path, cliConfig }),
  };
}

async function ensureTerraform(tool: BundledTool, machine: Machine): Promise<TerraformTool> {
  const { env, cache } = machine;
  const names = [env.STAGEWRIGHT_TERRAFORM, "terraform", "tofu"].filter((name) => name !== undefined);
  const found = await Promise.all(names.map((name) => findExecutable(name, env.PATH)));
  const own = join(cache, "tools", tool.sha256, "terraform");
  const path =
    (await firstWith(tool.sha256, [...found, own], cache)) ?? (await fetchTool(tool, own, machine));
  return findTerraform({ ...env, STAGEWRIGHT_TERRAFORM: path });
}

/** In a mirror of its own: of several versions in one, Terraform would take the newest. */
async function ensureProvider(
  { provider, platform }: Bundle,
  registry: Registry,
  machine: Machine,
): Promise<ProviderMirror> {
  const own = join(machine.cache, "tools", provider.sha256, `${providerName}_v${provider.version}`);
  const found = await foundProvider(provider.version, registry, machine.env);
  const file =
    (await firstWith(provider.sha256, [found, own], machine.cache)) ??
    (await fetchTool(provider, own, machine));
  const path = join(machine.folder, "mirror");
  const place = join(providerFolder({ path, registry }), provider.version, platform);
  await mkdir(dirname(place), { recursive: true });
  await rm(place, { force: true });
  await symlink(dirname(file), place);
  return { path, registry, versions: [provider.version], chosen: true };
}

async function foundProvider(
  version: string,
  registry: Registry,
  env: Variables,
): Promise<string | undefined> {
  const mirror = await findProviderMirror(env, registry).catch(() => undefined);
  return mirror && unpackedIn(mirror, version, thisPlatform());
}

async function firstWith(
  sha256: string,
  files: readonly (string | undefined)[],
  cache: string,
): Promise<string | undefined> {
  for (const file of files) {
    if (file && (await isThere(file)) && (await sha256Of(file, cache)) === sha256) return file;
  }
  return undefined;
}

/** Unpacked while it comes, hashed, and in its place only if it is what it should be. */
async function fetchTool(
  { key, sha256 }: BundledTool,
  place: string,
  { store, cache, signal }: Machine,
): Promise<string> {
  const from = `s3://${store.bucket}/${key}`;
  const chunks = checked(unpacked(await store.open(key, signal)), sha256, (found) =>
    tampered(from, `has the SHA-256 ${found}, not ${sha256}`),
  );
  try {
    await placeFile(place, chunks, { mode: 0o755, ...(signal && { signal }) });
  } catch (error) {
    throw isNotGzip(error) ? tampered(from, "cannot be unpacked") : error;
  }
  // Spares the next build here the reading.
  await remember(place, sha256, cache);
  return place;
}

function tampered(from: string, what: string): Error {
  return new Error(
    `${from} is not what \`stagewright bootstrap\` uploaded: what it holds ${what}. ` +
      "Nothing of it was run or kept. Find out who changed the object, delete it, and run bootstrap again.",
  );
}
