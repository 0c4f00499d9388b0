import { ofPipeline } from "../../shared/commands.js";
import { json, type MakeCommand, type OptionsOf, yes } from "../../shared/options.js";

const define = () =>
  ofPipeline("stop", "stop an execution that is in progress")
    .argument("[execution]", "its id, or how that begins (default: the one in progress)")
    .option("--abandon", "do not wait for its actions in progress")
    .option("--reason <text>", "why, for the history")
    .option(...yes)
    .option(...json);

export type StopOptions = OptionsOf<typeof define>;

/** `stop`: lets nothing begin any more. */
export const stopCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, execution, options) =>
    (await import("./run.js")).stop({ repository, branch }, execution, options, out),
  );
