import { ofPipeline } from "../../shared/commands.js";
import { json, type MakeCommand, type OptionsOf, yes } from "../../shared/options.js";

const define = () =>
  ofPipeline("retry", "try a stage again that has failed, or was stopped")
    .argument("[stage]", "the stage, or an environment of it (default: the one that failed)")
    .option("--all", "all of its actions, not those alone that failed")
    .option(...yes)
    .option(...json);

export type RetryOptions = OptionsOf<typeof define>;

/** `retry`: the same execution goes on. */
export const retryCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, stage, options) =>
    (await import("./run.js")).retry({ repository, branch }, stage, options, out),
  );
