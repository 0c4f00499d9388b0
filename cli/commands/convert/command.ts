import { Command, Option } from "@commander-js/extra-typings";
import { config, type MakeCommand, type OptionsOf, paths } from "../../shared/options.js";

const define = () =>
  new Command("convert")
    .description("write items in plain form, as YAML, JSON or DynamoDB JSON")
    .argument("<paths...>", paths)
    .addOption(
      new Option("--to <form>", "what to write")
        .choices(["yaml", "json", "dynamodb"] as const)
        .default("yaml" as const),
    )
    .option("--out <folder>", "a file for each item in this folder; - for stdout", "-")
    .option(...config);

export type ConvertOptions = OptionsOf<typeof define>;

/** `convert`: the same items in another form. */
export const convertCommand: MakeCommand = (out) =>
  define().action(async (paths, options) => (await import("./run.js")).convert(paths, options, out));
