import { ofPipeline } from "../../shared/commands.js";
import { json, type MakeCommand, type OptionsOf, yes } from "../../shared/options.js";

const define = () =>
  ofPipeline("start", "start a pipeline with the newest commits of its sources")
    .option(...yes)
    .option(...json);

export type StartOptions = OptionsOf<typeof define>;

/** `start`: what "Release change" does in the console. */
export const startCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).start({ repository, branch }, options, out),
  );
