import { Command, Option } from "@commander-js/extra-typings";
import {
  config,
  type MakeCommand,
  type OptionsOf,
  paths,
  requireItems,
  table,
} from "../../shared/options.js";

const define = () =>
  new Command("preview")
    .description("show what items will make, before anything is made: a page, Markdown or JSON")
    .argument("[paths...]", paths)
    .option(...table)
    .option("--out <folder>", "where to write; - for stdout (default: preview for pages, else stdout)")
    .addOption(
      new Option("--format <format>", "what to write")
        .choices(["html", "md", "json"] as const)
        .default("html" as const),
    )
    .option("--against <item>", "compare with the items of this file or folder")
    .option(...config)
    .hook("preAction", requireItems);

export type PreviewOptions = OptionsOf<typeof define>;

/** `preview`: shows what items will make. */
export const previewCommand: MakeCommand = (out) =>
  define().action(async (paths, options) => (await import("./run.js")).preview(paths, options, out));
