import { ofPipeline } from "../../shared/commands.js";
import { json, type MakeCommand, type OptionsOf } from "../../shared/options.js";

const define = () =>
  ofPipeline("executions", "what a pipeline does: stages, waiting approvals, what failed and why")
    .option("--watch", "tell each change until nothing is in progress any more")
    .option(...json);

export type ExecutionsOptions = OptionsOf<typeof define>;

/** `executions`: what the pipeline itself does. */
export const executionsCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).executions({ repository, branch }, options, out),
  );
