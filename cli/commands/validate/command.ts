import { ofItems } from "../../shared/commands.js";
import { json, type MakeCommand, type OptionsOf } from "../../shared/options.js";

const define = () => ofItems("validate", "check items").option(...json);

export type ValidateOptions = OptionsOf<typeof define>;

/** `validate`: checks items. */
export const validateCommand: MakeCommand = (out) =>
  define().action(async (paths, options) => (await import("./run.js")).validate(paths, options, out));
