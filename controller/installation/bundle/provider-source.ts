import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  findProviderMirror,
  findTerraform,
  type ProviderMirror,
  type Registry,
  registryOf,
  thisPlatform,
} from "../../../toolchain/index.js";
import { entryOfZip } from "./checked.js";
import { mirrorProvider } from "./mirror-provider.js";
import { placeFile } from "./place-file.js";
import type { Executable, Sources } from "./sources.js";
import { compareReleases, isWithin } from "./version-range.js";

export const providerName = "terraform-provider-aws";

/** The newest AWS provider within the range: of this machine's mirror, or of the registry. */
export async function providerFor(range: string, sources: Sources): Promise<Executable> {
  const registry = registryOf(await findTerraform(sources.env));
  const mirror =
    sources.platform === thisPlatform() ? await findProviderMirror(sources.env, registry) : undefined;
  const version = mirror?.versions.filter((each) => isWithin(each, range)).at(-1);
  if (mirror && version) return executableIn(mirror, version, sources);
  return executableIn(await mirrored(range, registry, sources), undefined, sources);
}

type Mirror = Pick<ProviderMirror, "path" | "registry">;

/** Without a version: the newest. A mirror holds archives, or folders with what was in them. */
async function executableIn(
  mirror: Mirror,
  wanted: string | undefined,
  sources: Sources,
): Promise<Executable> {
  const { platform, cache } = sources;
  const folder = providerFolder(mirror);
  const version = wanted ?? (await packedVersions(folder, platform)).at(-1);
  if (!version) throw new Error(`Terraform put no AWS provider for ${platform} into ${folder}.`);
  const unpacked = await unpackedIn(mirror, version, platform);
  if (unpacked) return { name: providerName, version, file: unpacked };
  const archive = join(folder, `${providerName}_${version}_${platform}.zip`);
  const place = join(
    cache,
    "downloads",
    `${providerName}_${version}_${platform}`,
    `${providerName}_v${version}`,
  );
  // Anew each time: Terraform has just checked the archive, and nobody what lies unpacked beside it.
  await unpack(archive, place);
  return { name: providerName, version, file: place };
}

/** The executable in a mirror that holds no archives. */
export async function unpackedIn(
  mirror: Mirror,
  version: string,
  platform: string,
): Promise<string | undefined> {
  const folder = join(providerFolder(mirror), version, platform);
  const file = (await readdir(folder).catch(() => [])).find((each) => each.startsWith(providerName));
  return file && join(folder, file);
}

export function providerFolder({ path, registry }: Mirror): string {
  return join(path, registry, "hashicorp", "aws");
}

async function unpack(archive: string, place: string): Promise<void> {
  const isExecutable = (entry: string) => entry.startsWith(`${providerName}_`);
  await placeFile(place, entryOfZip(createReadStream(archive), isExecutable), { mode: 0o755 });
}

async function packedVersions(folder: string, platform: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const versions = names.flatMap((each) => {
    const isOne = each.startsWith(`${providerName}_`) && each.endsWith(`_${platform}.zip`);
    return isOne ? [each.slice(providerName.length + 1, -`_${platform}.zip`.length)] : [];
  });
  return versions.sort(compareReleases);
}

/** Terraform fetches it and checks its signature; it does so again only for another range. */
async function mirrored(range: string, registry: Registry, sources: Sources): Promise<Mirror> {
  const { cache, platform } = sources;
  const path = join(cache, "downloads", "providers", encodeURIComponent(`${range} ${platform}`));
  await mirrorProvider({ source: "hashicorp/aws", version: range }, path, sources);
  return { path, registry };
}
