import { Command } from "@commander-js/extra-typings";
import { branch, config, type MakeCommand, type OptionsOf, repo, yes } from "../../shared/options.js";

const define = () =>
  new Command("rm")
    .description("remove an item from the table; the controller then destroys its pipeline")
    .argument(...repo)
    .argument(...branch)
    .option(...config)
    .option(...yes);

export type RmOptions = OptionsOf<typeof define>;

/** `rm`: removes an item from the table. */
export const rmCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).rm({ repository, branch }, options, out),
  );
