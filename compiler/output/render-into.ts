import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pipeline } from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";
import { readModules, renderStack, writeModules } from "../stack/index.js";

/** What every thread that renders needs to know. */
export interface RenderJob {
  readonly settings: Settings;
  readonly staging: string;
}

/** Renders pipelines one by one into the staging folder, forgetting each stack before the next. */
export function renderInto(pipelines: readonly Pipeline[], { settings, staging }: RenderJob): void {
  const modules = readModules();
  for (const pipeline of pipelines) {
    const folder = join(staging, "stacks", pipeline.name);
    writeModules(modules, folder);
    writeFileSync(join(folder, "cdk.tf.json"), renderStack(pipeline, settings, staging));
  }
}
