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
  new Command("synth")
    .description("write the Terraform of items")
    .argument("[paths...]", paths)
    .option(...table)
    .option("--out <folder>", "where to write", "generated")
    .option(...config)
    .option("--draw", "draw every pipeline")
    .option(...json)
    .hook("preAction", requireItems);

export type SynthOptions = OptionsOf<typeof define>;

/** `synth`: writes the Terraform of items. */
export const synthCommand: MakeCommand = (out) =>
  define().action(async (paths, options) => (await import("./run.js")).synth(paths, options, out));
