import { Option } from "@commander-js/extra-typings";
import { ofItems } from "../../shared/commands.js";
import type { MakeCommand, OptionsOf } from "../../shared/options.js";

const define = () =>
  ofItems("preview", "show what items will make, before anything is made: a page, Markdown or JSON")
    .option("--out <folder>", "where to write; - for stdout (default: preview for pages, else stdout)")
    .addOption(
      new Option("--format <format>", "what to write")
        .choices(["html", "md", "json"] as const)
        .default("html" as const),
    )
    .option(
      "--against <path>",
      "compare with the items of this file or folder, or with what was `applied` last",
    );

export type PreviewOptions = OptionsOf<typeof define>;

/** `preview`: shows what items will make. */
export const previewCommand: MakeCommand = (out) =>
  define().action(async (paths, options) => (await import("./run.js")).preview(paths, options, out));
