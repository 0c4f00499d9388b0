import { Command } from "@commander-js/extra-typings";
import { branch, config, json, type MakeCommand, type OptionsOf, repo, yes } from "../../shared/options.js";

const define = () =>
  new Command("start")
    .description("start a pipeline with the newest commits of its sources")
    .argument(...repo)
    .argument(...branch)
    .option(...config)
    .option(...yes)
    .option(...json);

export type StartOptions = OptionsOf<typeof define>;

/** `start`: what "Release change" does in the console. */
export const startCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).start({ repository, branch }, options, out),
  );
