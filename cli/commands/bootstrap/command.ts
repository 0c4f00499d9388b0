import { Command } from "@commander-js/extra-typings";
import { config, json, type MakeCommand, type OptionsOf, yes } from "../../shared/options.js";

const define = () =>
  new Command("bootstrap")
    .description("make, upgrade or remove the control plane")
    .option(...config)
    .option(...yes)
    .option(...json)
    .option("--destroy", "remove it, unless pipelines exist")
    .option(
      "--unlock <id>",
      "first give back Terraform's lock with this id, of a run that has ended for certain",
    );

export type BootstrapCommandOptions = OptionsOf<typeof define>;

/** `bootstrap`: the control plane itself. */
export const bootstrapCommand: MakeCommand = (out, version) =>
  define().action(async (options) => (await import("./run.js")).bootstrapHere(options, version, out));
