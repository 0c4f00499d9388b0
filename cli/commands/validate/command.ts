import { Command } from "@commander-js/extra-typings";
import {
  config,
  json,
  type MakeCommand,
  type OptionsOf,
  paths,
  requireItems,
  table,
} from "../../shared/options.js";

const define = () =>
  new Command("validate")
    .description("check items")
    .argument("[paths...]", paths)
    .option(...table)
    .option(...config)
    .option(...json)
    .hook("preAction", requireItems);

export type ValidateOptions = OptionsOf<typeof define>;

/** `validate`: checks items. */
export const validateCommand: MakeCommand = (out) =>
  define().action(async (paths, options) => (await import("./run.js")).validate(paths, options, out));
