import { Command } from "@commander-js/extra-typings";
import { branch, config, type MakeCommand, type OptionsOf, repo, yes } from "../../shared/options.js";

const define = () =>
  new Command("deploy")
    .description("deploy an item here and now, under the lease that builds take")
    .argument(...repo)
    .argument(...branch)
    .option(...config)
    .option(...yes);

export type DeployOptions = OptionsOf<typeof define>;

/** `deploy`: does here what a build would do. */
export const deployCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).deploy({ repository, branch }, options, out),
  );
