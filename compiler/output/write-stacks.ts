import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pipeline } from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";
import { cdktfVersion } from "../stack/index.js";
import { moveIntoPlace, removeStacks, replaceFile } from "./atomic-replace.js";
import { manifest, manifestFile } from "./manifest.js";
import { renderAll } from "./render-all.js";
import { withStaging } from "./staging.js";

export interface WriteOptions {
  /** Stops the rendering; what was there before stays as it is. */
  readonly signal?: AbortSignal;
}

/**
 * Writes one folder per pipeline, `OUT/stacks/<stack>/` with `cdk.tf.json` and its modules, and
 * `OUT/manifest.json`. Everything is made beside and then moved into place, so that a run that fails leaves
 * what was there; stacks of an earlier run that no item asks for any more are removed.
 */
export async function writeStacks(
  pipelines: readonly Pipeline[],
  settings: Settings,
  out: string,
  { signal }: WriteOptions = {},
): Promise<void> {
  mkdirSync(out, { recursive: true });
  const names = pipelines.map(({ name }) => name);
  await withStaging(out, async (staging) => {
    await renderAll(pipelines, { settings, staging }, signal);
    writeFileSync(join(staging, manifestFile), manifest(names, cdktfVersion(staging)));
    for (const name of names) moveIntoPlace(join("stacks", name), staging, out);
    removeStacks(out, new Set(names));
    replaceFile(manifestFile, staging, out);
  });
}
