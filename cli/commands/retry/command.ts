import { Command } from "@commander-js/extra-typings";
import { branch, config, json, type MakeCommand, type OptionsOf, repo, yes } from "../../shared/options.js";

const define = () =>
  new Command("retry")
    .description("try a stage again that has failed, or was stopped")
    .argument(...repo)
    .argument(...branch)
    .argument("[stage]", "the stage, or an environment of it (default: the one that failed)")
    .option("--all", "all of its actions, not those alone that failed")
    .option(...config)
    .option(...yes)
    .option(...json);

export type RetryOptions = OptionsOf<typeof define>;

/** `retry`: the same execution goes on. */
export const retryCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, stage, options) =>
    (await import("./run.js")).retry({ repository, branch }, stage, options, out),
  );
