import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pipeline } from "../compiler/index.js";
import { writeStacks } from "../compiler/output/index.js";
import { explainFailure } from "../controller/reconciler/index.js";
import { cdktfIn, fromOutput } from "../toolchain/index.js";
import { Exit } from "./exit.js";
import { sayFailure } from "./results.js";
import type { Terminal } from "./terminal.js";
import type { Workbench } from "./workbench.js";

/**
 * A look writes nothing: whoever may only read states can plan, and no run has to wait for one. What it shows of a
 * pipeline that is being changed meanwhile is of that moment; a deploy plans again, under the lock.
 */
const withoutLock = { TF_CLI_ARGS_plan: "-lock=false" };

/** Shows, by `cdktf diff`, what a deploy of this pipeline would change. Changes nothing. */
export async function planPipeline(
  pipeline: Pipeline,
  { installation: { settings }, toolchain, folder, reconciler: { signal } }: Workbench,
  out: Terminal,
): Promise<void> {
  const cwd = await mkdtemp(join(folder, "plan-"));
  const output = join(cwd, "out");
  const file = { language: "typescript", app: "true", output: "out", sendCrashReports: "false" };
  await writeFile(join(cwd, "cdktf.json"), JSON.stringify(file));
  await writeStacks([pipeline], settings, output);
  const skipProviderLock = toolchain.mirror !== undefined;
  const cdktf = cdktfIn(toolchain.cdktf, {
    cwd,
    env: { ...toolchain.env, ...withoutLock },
    skipProviderLock,
    signal,
    onOutput: out.say,
  });
  try {
    await cdktf.diff(pipeline.name, ...fromOutput(output));
  } catch (error) {
    sayFailure(explainFailure(error), out.say);
    throw new Exit(1);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
