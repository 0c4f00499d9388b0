import { Option } from "@commander-js/extra-typings";
import { ofPipeline } from "../../shared/commands.js";
import type { MakeCommand, OptionsOf } from "../../shared/options.js";

const define = () =>
  ofPipeline("plan", "show what deploying an item would change")
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
