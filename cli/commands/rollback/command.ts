import { ofPipeline } from "../../shared/commands.js";
import { json, type MakeCommand, type OptionsOf, yes } from "../../shared/options.js";

const define = () =>
  ofPipeline("rollback", "deploy again in a stage what an earlier execution deployed there")
    .argument("<stage>", "the stage, or an environment of it")
    .option("--to <execution>", "its id, or how that begins (default: the last one that succeeded before)")
    .option(...yes)
    .option(...json);

export type RollbackOptions = OptionsOf<typeof define>;

/** `rollback`: a new execution of one stage with the artifacts of an earlier one. */
export const rollbackCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, stage, options) =>
    (await import("./run.js")).rollback({ repository, branch }, stage, options, out),
  );
