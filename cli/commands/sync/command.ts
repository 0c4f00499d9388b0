import { Command } from "@commander-js/extra-typings";
import { config, json, type MakeCommand, type OptionsOf, yes } from "../../shared/options.js";

const define = () =>
  new Command("sync")
    .description("make the table hold what a folder of items holds, after showing what changes")
    .argument("<folder>", "a folder of items, as a rule of a git repository")
    .option(
      "--prune",
      "remove the items that are not in the folder; the controller then destroys their pipelines",
    )
    .option(...config)
    .option(...yes)
    .option(...json);

export type SyncOptions = OptionsOf<typeof define>;

/** `sync`: the table equals a folder. */
export const syncCommand: MakeCommand = (out) =>
  define().action(async (folder, options) => (await import("./run.js")).sync(folder, options, out));
