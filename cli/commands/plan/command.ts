import { Command, Option } from "@commander-js/extra-typings";
import { branch, config, type MakeCommand, type OptionsOf, repo } from "../../shared/options.js";

const define = () =>
  new Command("plan")
    .description("show what deploying an item would change")
    .argument(...repo)
    .argument(...branch)
    .option(...config)
    .option("--file <path>", "the item of this file, instead of the table's")
    .addOption(
      new Option("--format <format>", "md: also Markdown on stdout, with addresses and counts").choices([
        "md",
      ] as const),
    );

export type PlanOptions = OptionsOf<typeof define>;

/** `plan`: shows what a deploy would change. */
export const planCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).plan({ repository, branch }, options, out),
  );
