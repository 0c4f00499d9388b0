import { Command } from "@commander-js/extra-typings";
import { config, json, type MakeCommand, type OptionsOf } from "../../shared/options.js";

const define = () =>
  new Command("status")
    .description("what was asked for, what runs, what is applied, and what failed and why")
    .argument("[repo]", "one pipeline's RepoName")
    .argument("[branch]", "its RepoTag")
    .option("--watch", "look again and again, until Ctrl-C")
    .option(...config)
    .option(...json);

export type StatusOptions = OptionsOf<typeof define>;

/** `status`: what the ledger knows. */
export const statusCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).status(
      [repository, branch].flatMap((name) => name || []),
      options,
      out,
    ),
  );
