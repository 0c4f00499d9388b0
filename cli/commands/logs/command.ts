import { Command } from "@commander-js/extra-typings";
import { branch, config, json, type MakeCommand, type OptionsOf, repo } from "../../shared/options.js";

const define = () =>
  new Command("logs")
    .description("what the last build or test of a pipeline wrote")
    .argument(...repo)
    .argument(...branch)
    .argument("[action]", "of this action (default: whichever ran last)")
    .option("--follow", "until it has ended")
    .option(...config)
    .option(...json);

export type LogsOptions = OptionsOf<typeof define>;

/** `logs`: CodeBuild's log of a pipeline's action. */
export const logsCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, action, options) =>
    (await import("./run.js")).logs({ repository, branch }, action, options, out),
  );
