import { Command } from "@commander-js/extra-typings";
import { config, json, type MakeCommand, type OptionsOf } from "../../shared/options.js";

const define = () =>
  new Command("list")
    .description("list the items of the table")
    .option(...config)
    .option(...json);

export type ListOptions = OptionsOf<typeof define>;

/** `list`: lists the items of the table. */
export const listCommand: MakeCommand = (out) =>
  define().action(async (options) => (await import("./run.js")).list(options, out));
