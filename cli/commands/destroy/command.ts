import { Command } from "@commander-js/extra-typings";
import { branch, config, type MakeCommand, type OptionsOf, repo, yes } from "../../shared/options.js";

const define = () =>
  new Command("destroy")
    .description("remove an item and destroy its pipeline, here and now")
    .argument(...repo)
    .argument(...branch)
    .option(...config)
    .option(...yes);

export type DestroyOptions = OptionsOf<typeof define>;

/** `destroy`: removes an item and its pipeline. */
export const destroyCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).destroy({ repository, branch }, options, out),
  );
