import { Command } from "@commander-js/extra-typings";
import { branch, config, type MakeCommand, type OptionsOf, repo } from "../../shared/options.js";

const define = () =>
  new Command("get")
    .description("print an item of the table as JSON")
    .argument(...repo)
    .argument(...branch)
    .option(...config);

export type GetOptions = OptionsOf<typeof define>;

/** `get`: prints an item of the table. */
export const getCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).get({ repository, branch }, options, out),
  );
