import { Command } from "@commander-js/extra-typings";
import { branch, config, json, type MakeCommand, type OptionsOf, repo, yes } from "../../shared/options.js";

const define = () =>
  new Command("rollback")
    .description("deploy again in a stage what an earlier execution deployed there")
    .argument(...repo)
    .argument(...branch)
    .argument("<stage>", "the stage, or an environment of it")
    .option("--to <execution>", "its id, or how that begins (default: the last one that succeeded before)")
    .option(...config)
    .option(...yes)
    .option(...json);

export type RollbackOptions = OptionsOf<typeof define>;

/** `rollback`: a new execution of one stage with the artifacts of an earlier one. */
export const rollbackCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, stage, options) =>
    (await import("./run.js")).rollback({ repository, branch }, stage, options, out),
  );
