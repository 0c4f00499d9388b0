import { Argument, Command } from "@commander-js/extra-typings";
import type { MakeCommand } from "../../shared/options.js";

const define = () =>
  new Command("completion")
    .description("print the script that makes a shell complete commands, options and names of files")
    .addArgument(new Argument("<shell>", "whose script it is").choices(["bash", "zsh", "fish"] as const));

export type Shell = ReturnType<typeof define>["processedArgs"][0];

/** `completion`: the script for a shell. */
export const completionCommand: MakeCommand = (out) =>
  define().action(async (shell) => out.print((await import("./run.js")).scriptFor(shell)));
