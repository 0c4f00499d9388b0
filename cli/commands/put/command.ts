import { Command } from "@commander-js/extra-typings";
import {
  config,
  json,
  type MakeCommand,
  notWaiting,
  type OptionsOf,
  paths,
  yes,
} from "../../shared/options.js";

const define = () =>
  new Command("put")
    .description("put items into the table, after showing what changes")
    .argument("<paths...>", paths)
    .option(...config)
    .option(...notWaiting)
    .option(...yes)
    .option(...json);

export type PutOptions = OptionsOf<typeof define>;

/** `put`: puts items into the table. */
export const putCommand: MakeCommand = (out) =>
  define().action(async (paths, options) => (await import("./run.js")).put(paths, options, out));
