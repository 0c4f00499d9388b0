import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Variables } from "./environment.js";
import { MissingTool } from "./errors.js";
import { compareVersions, parseVersion, type Version } from "./version.js";

export interface ProviderMirror {
  /** A folder in the layout of a filesystem mirror: it holds `<registry>/<namespace>/<type>/…`. */
  readonly path: string;
  readonly registry: Registry;
  /** The versions of `hashicorp/aws` for this platform, oldest first. */
  readonly versions: readonly string[];
  /** Whether STAGEWRIGHT_PROVIDER_MIRROR named it. */
  readonly chosen: boolean;
}

/** Terraform and OpenTofu complete `hashicorp/aws` with a registry of their own. */
export type Registry = "registry.terraform.io" | "registry.opentofu.org";

/**
 * Where the AWS provider lies on this machine; undefined when only the registry has it. Looks into a fixed
 * list of folders and the direct children of a few, and never deeper. Throws `MissingTool` when the folder
 * that STAGEWRIGHT_PROVIDER_MIRROR names does not hold it.
 */
export async function findProviderMirror(
  env: Variables,
  registry: Registry = "registry.terraform.io",
): Promise<ProviderMirror | undefined> {
  const chosen = env.STAGEWRIGHT_PROVIDER_MIRROR;
  for (const path of chosen ? [mirrorRoot(chosen, registry)] : await usualPlaces(env)) {
    const versions = await awsVersions(join(path, registry, "hashicorp", "aws"));
    if (versions.length > 0) return { path, registry, versions, chosen: Boolean(chosen) };
  }
  if (chosen) throw missing(chosen, registry);
  return undefined;
}

function missing(path: string, registry: Registry): MissingTool {
  const found = `no ${registry}/hashicorp/aws for ${thisPlatform()} in ${path}`;
  const needed = "a filesystem mirror that holds it, or no STAGEWRIGHT_PROVIDER_MIRROR for the registry";
  const hint = `terraform providers mirror ${path}   (in a folder whose configuration requires hashicorp/aws)`;
  return new MissingTool([{ tool: "AWS provider", found, needed, hint }]);
}

/** People name the folder of the registry as well as the one that holds it. */
function mirrorRoot(path: string, registry: Registry): string {
  const suffix = `/${registry}`;
  const trimmed = path.replace(/\/+$/, "");
  return trimmed.endsWith(suffix) ? trimmed.slice(0, -suffix.length) : trimmed;
}

async function usualPlaces(env: Variables): Promise<string[]> {
  const optional = await Promise.all(["/opt", "/usr/local/share", "/usr/local/lib", "/srv"].map(foldersIn));
  return [...impliedMirrors(env), ...optional.flat()];
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function impliedMirrors({ HOME: home, XDG_DATA_HOME: data }: Variables): string[] {
  const ofMac = "Library/Application Support/io.terraform/plugins";
  const ofUser = [".terraform.d/plugins", ".local/share/terraform/plugins", ofMac];
  return [
    ...(home ? ofUser.map((folder) => join(home, folder)) : []),
    ...(data ? [join(data, "terraform/plugins")] : []),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    join("/", ofMac),
  ];
}

async function foldersIn(folder: string): Promise<string[]> {
  return (await namesIn(folder)).map((name) => join(folder, name));
}

async function awsVersions(folder: string): Promise<string[]> {
  const found = await Promise.all((await namesIn(folder)).map((name) => versionIn(folder, name)));
  return found
    .flatMap((text) => (text === undefined ? [] : [text]))
    .sort((left, right) => compareVersions(numbersOf(left), numbersOf(right)));
}

/** Unpacked, a version is a folder that holds one per platform; packed, it is part of an archive's name. */
async function versionIn(folder: string, name: string): Promise<string | undefined> {
  const [, packed, packedFor] =
    /^terraform-provider-aws_(\d+\.\d+\.\d+\S*?)_([a-z\d]+_[a-z\d]+)\.zip$/.exec(name) ?? [];
  if (packed !== undefined) return packedFor === thisPlatform() ? packed : undefined;
  if (parseVersion(name) === undefined) return undefined;
  return (await namesIn(join(folder, name))).includes(thisPlatform()) ? name : undefined;
}

/** As Go spells it, and so Terraform. */
export function thisPlatform(): string {
  return `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
}

function numbersOf(version: string): Version {
  return parseVersion(version) ?? [0, 0, 0];
}

/** A folder that is absent, or closed to us, has no names to tell. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
