import { ofPipeline } from "../../shared/commands.js";
import type { MakeCommand, OptionsOf } from "../../shared/options.js";

const define = () => ofPipeline("get", "print an item of the table as JSON");

export type GetOptions = OptionsOf<typeof define>;

/** `get`: prints an item of the table. */
export const getCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).get({ repository, branch }, options, out),
  );
