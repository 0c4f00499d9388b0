import { ofPipeline } from "../../shared/commands.js";
import { json, type MakeCommand, type OptionsOf } from "../../shared/options.js";

const define = () =>
  ofPipeline("logs", "what the last build or test of a pipeline wrote")
    .argument("[action]", "of this action (default: whichever ran last)")
    .option("--follow", "until it has ended")
    .option(...json);

export type LogsOptions = OptionsOf<typeof define>;

/** `logs`: CodeBuild's log of a pipeline's action. */
export const logsCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, action, options) =>
    (await import("./run.js")).logs({ repository, branch }, action, options, out),
  );
