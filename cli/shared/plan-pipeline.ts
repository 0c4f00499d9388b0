import type { Pipeline } from "../../compiler/index.js";
import { writeStacks } from "../../compiler/output/index.js";
import { explainFailure } from "../../controller/repair/index.js";
import { cdktfIn, fromOutput, newProject, withTemporaryProject } from "../../toolchain/index.js";
import type { CommandContext } from "./context.js";
import { Exit } from "./exit.js";
import { printRunFailure } from "./results.js";
import type { Terminal } from "./terminal.js";

/**
 * A look writes nothing: whoever may only read states can plan, and no run has to wait for one. What it shows of a
 * pipeline that is being changed meanwhile is of that moment; a deploy plans again, under the lock.
 */
const withoutLock = { TF_CLI_ARGS_plan: "-lock=false" };

/** Shows, by `cdktf diff`, what a deploy of this pipeline would change. Changes nothing. */
export async function planPipeline(
  pipeline: Pipeline,
  { installation: { settings }, toolchain, folder, reconciler: { signal } }: CommandContext,
  out: Terminal,
): Promise<void> {
  const { mirror, cdktf: tool } = toolchain;
  const options = {
    env: { ...toolchain.env, ...withoutLock },
    skipProviderLock: mirror !== undefined,
    signal,
  };
  await withTemporaryProject(await newProject(folder), async (project) => {
    await writeStacks([pipeline], settings, project.output);
    const cdktf = cdktfIn(tool, { ...options, cwd: project.folder, onOutput: out.say });
    await cdktf.diff(pipeline.name, ...fromOutput(project.output)).catch((error: unknown) => {
      printRunFailure(explainFailure(error), out.say);
      throw new Exit(1);
    });
  });
}
