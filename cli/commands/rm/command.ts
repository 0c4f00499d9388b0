import { ofPipeline } from "../../shared/commands.js";
import { type MakeCommand, notWaiting, type OptionsOf, yes } from "../../shared/options.js";

const define = () =>
  ofPipeline("rm", "remove an item from the table; the controller then destroys its pipeline")
    .option(...notWaiting)
    .option(...yes);

export type RmOptions = OptionsOf<typeof define>;

/** `rm`: removes an item from the table. */
export const rmCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).rm({ repository, branch }, options, out),
  );
