import { ofItems } from "../../shared/commands.js";
import { json, type MakeCommand, type OptionsOf } from "../../shared/options.js";

const define = () =>
  ofItems("synth", "write the Terraform of items")
    .option("--out <folder>", "where to write", "generated")
    .option("--draw", "draw every pipeline")
    .option(...json);

export type SynthOptions = OptionsOf<typeof define>;

/** `synth`: writes the Terraform of items. */
export const synthCommand: MakeCommand = (out) =>
  define().action(async (paths, options) => (await import("./run.js")).synth(paths, options, out));
