import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseItem } from "../../compiler/item/index.js";
import { writeStacks } from "../../compiler/output/index.js";
import { buildPipeline, type Pipeline } from "../../compiler/pipeline/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import { type Cdktf, cdktfIn, type Terraform, type Toolchain, terraformIn } from "../../toolchain/index.js";

/** One pipeline's stack, compiled and ready to run. */
export interface Work {
  readonly pipeline: Pipeline;
  /** The output's folder. */
  readonly out: string;
  /** `cdktf` on the output as it is. */
  cdktf(options?: RunChoices): Cdktf;
  /** Terraform in the stack's own folder. */
  terraform(options?: RunChoices): Terraform;
}

export interface RunChoices {
  /** Interrupts the run. */
  readonly signal?: AbortSignal;
  readonly onOutput?: (line: string) => void;
}

/** Compiles an item into a folder of its own, as `stagewright synth` would, for `cdktf` and Terraform to run. */
export async function prepareWork(
  item: unknown,
  { settings, toolchain, folder }: { settings: Settings; toolchain: Toolchain; folder: string },
): Promise<Work> {
  const pipeline = buildPipeline(parseItem(item, { settings }), { settings });
  const project = join(folder, pipeline.name);
  const out = join(project, "out");
  await mkdir(project, { recursive: true });
  await writeStacks([pipeline], settings, out);
  const cdktfJson = { language: "typescript", app: "true", output: "out" };
  await writeFile(join(project, "cdktf.json"), JSON.stringify(cdktfJson));
  const skipProviderLock = toolchain.mirror !== undefined;
  const stackFolder = join(out, "stacks", pipeline.name);
  return {
    pipeline,
    out,
    cdktf: (options) =>
      cdktfIn(toolchain.cdktf, { cwd: project, env: toolchain.env, skipProviderLock, ...options }),
    terraform: (options) =>
      terraformIn(toolchain.terraform.path, { cwd: stackFolder, env: toolchain.env, ...options }),
  };
}
