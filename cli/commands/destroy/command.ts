import { ofPipeline } from "../../shared/commands.js";
import { type MakeCommand, type OptionsOf, yes } from "../../shared/options.js";

const define = () =>
  ofPipeline("destroy", "remove an item and destroy its pipeline, here and now").option(...yes);

export type DestroyOptions = OptionsOf<typeof define>;

/** `destroy`: removes an item and its pipeline. */
export const destroyCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).destroy({ repository, branch }, options, out),
  );
