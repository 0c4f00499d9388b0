import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pipeline } from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";
import { cdktfVersion, copyModules, renderStack } from "../stack/index.js";
import { manifest, manifestFile, stacksIn } from "./manifest.js";
import { canRenderBeside, renderBeside } from "./workers.js";

/** From here on a second thread is worth its start. */
const worthAThread = 60;

/**
 * Writes one folder per pipeline, `OUT/stacks/<stack>/` with `cdk.tf.json` and its modules, and
 * `OUT/manifest.json`. Everything is made beside and then moved into place, so that a run that fails leaves
 * what was there; stacks of an earlier run that no item asks for any more are removed.
 */
export async function writeStacks(
  pipelines: readonly Pipeline[],
  settings: Settings,
  out: string,
): Promise<void> {
  mkdirSync(out, { recursive: true });
  const staging = mkdtempSync(join(out, ".stagewright-"));
  try {
    await renderAll(pipelines, settings, staging);
    for (const { name } of pipelines) moveIntoPlace(name, staging, out);
    writeManifest(
      pipelines.map(({ name }) => name),
      staging,
      out,
    );
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function renderAll(pipelines: readonly Pipeline[], settings: Settings, staging: string): Promise<void> {
  const half = pipelines.length >= worthAThread && canRenderBeside() ? Math.floor(pipelines.length / 2) : 0;
  const beside = half > 0 ? renderBeside(pipelines.slice(0, half), settings, staging) : undefined;
  renderInto(pipelines.slice(half), settings, staging);
  await beside;
}

/** Renders pipelines one by one into `staging`, holding no more than one at a time. */
export function renderInto(pipelines: readonly Pipeline[], settings: Settings, staging: string): void {
  for (const pipeline of pipelines) {
    const folder = join(staging, "stacks", pipeline.name);
    copyModules(folder);
    writeFileSync(join(folder, "cdk.tf.json"), renderStack(pipeline, settings, staging));
  }
}

/** File by file: what Terraform keeps in the folder (`.terraform`, its lock file) stays. */
function moveIntoPlace(name: string, staging: string, out: string): void {
  const from = join(staging, "stacks", name);
  const to = join(out, "stacks", name);
  mkdirSync(to, { recursive: true });
  rmSync(join(to, "modules"), { recursive: true, force: true });
  renameSync(join(from, "modules"), join(to, "modules"));
  renameSync(join(from, "cdk.tf.json"), join(to, "cdk.tf.json"));
}

function writeManifest(names: readonly string[], staging: string, out: string): void {
  const current = new Set(names);
  const gone = stacksIn(out).filter((name) => !current.has(name));
  writeFileSync(join(staging, manifestFile), manifest(names, cdktfVersion(staging)));
  renameSync(join(staging, manifestFile), join(out, manifestFile));
  for (const name of gone) rmSync(join(out, "stacks", name), { recursive: true, force: true });
}
