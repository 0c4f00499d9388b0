import { Command } from "@commander-js/extra-typings";
import { branch, config, json, type MakeCommand, type OptionsOf, repo } from "../../shared/options.js";

const define = () =>
  new Command("executions")
    .description("what a pipeline does: stages, waiting approvals, what failed and why")
    .argument(...repo)
    .argument(...branch)
    .option("--watch", "tell each change until nothing is in progress any more")
    .option(...config)
    .option(...json);

export type ExecutionsOptions = OptionsOf<typeof define>;

/** `executions`: what the pipeline itself does. */
export const executionsCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).executions({ repository, branch }, options, out),
  );
