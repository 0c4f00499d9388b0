import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createGzip } from "node:zlib";
import { hashFile } from "../../../toolchain/index.js";
import type { Bundle, BundledTool } from "../installation.js";
import { remember, remembered } from "./checksum.js";
import { removeOldPackages } from "./old-packages.js";
import { packageContent } from "./package-content.js";
import { zipPackage } from "./package-zip.js";
import { type Chunks, placeFile } from "./place-file.js";
import { providerFor } from "./provider-source.js";
import type { Executable, Sources } from "./sources.js";
import { terraformForBuilds } from "./terraform-source.js";
import type { ToolStore } from "./tool-store.js";

/** A bundle that is known, and not yet uploaded. */
export interface PreparedBundle {
  readonly bundle: Bundle;
  readonly parts: readonly Part[];
}

/** One object of the bundle. */
interface Part {
  readonly key: string;
  /** Made only where it is needed. */
  readonly content: () => Chunks | Promise<Chunks>;
}

/** Finds the tools and names them by their checksums. Nothing is uploaded or packed. Throws `MissingTool`. */
export async function prepareBundle(providerRange: string, sources: Sources): Promise<PreparedBundle> {
  const executables = [await terraformForBuilds(sources), await providerFor(providerRange, sources)] as const;
  const [terraform, provider] = await Promise.all([asTool(executables[0]), asTool(executables[1])]);
  const content = await packageContent(sources);
  const key = `${folder}stagewright-${content.version}-${content.sha256}.zip`;
  return {
    bundle: {
      platform: sources.platform,
      terraform,
      provider,
      package: { key, sha256: content.filesSha256 },
    },
    parts: [
      { key: terraform.key, content: () => gzipped(executables[0].file) },
      { key: provider.key, content: () => gzipped(executables[1].file) },
      { key, content: () => [zipPackage(content)] },
    ],
  };
}

const folder = "toolchain/";

/** Hashed each time: what the cache says of a file decides nothing that all builds will run. */
async function asTool({ name, version, file }: Executable): Promise<BundledTool> {
  const sha256 = await hashFile(file);
  return { version, sha256, key: `${folder}${name}-${version}-${sha256}.gz` };
}

/** Higher levels make 700 MB hardly smaller, but take minutes. */
function gzipped(file: string): Chunks {
  return createReadStream(file).pipe(createGzip({ level: 1 }));
}

export interface UploadOptions extends Pick<Sources, "cache" | "signal"> {
  /** Called before each. */
  readonly onUpload?: (key: string) => void;
}

/** Uploads what the bucket does not have yet; gives the keys of what it uploaded. Packed files stay in the cache, of packages only this
 * one; what was not packed here, or was changed since, is packed anew. */
export async function uploadBundle(
  { parts }: PreparedBundle,
  store: Pick<ToolStore, "has" | "put">,
  { cache, signal, onUpload }: UploadOptions,
): Promise<string[]> {
  const uploaded: string[] = [];
  for (const { key, content } of parts) {
    if (await store.has(key)) continue;
    onUpload?.(key);
    const packed = join(cache, "packed", key.slice(folder.length));
    if ((await remembered(packed, cache)) !== key) {
      await placeFile(packed, await content(), { ...(signal && { signal }) });
      await remember(packed, key, cache);
    }
    await store.put(key, packed, signal);
    uploaded.push(key);
  }
  const newest = parts.map(({ key }) => key.slice(folder.length)).find((name) => name.endsWith(".zip"));
  if (newest) await removeOldPackages(join(cache, "packed"), newest);
  return uploaded;
}
