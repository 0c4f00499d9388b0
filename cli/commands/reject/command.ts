import { Command } from "@commander-js/extra-typings";
import {
  answerMessage,
  approvingEnvironment,
  branch,
  config,
  json,
  type MakeCommand,
  type OptionsOf,
  repo,
  yes,
} from "../../shared/options.js";

const define = () =>
  new Command("reject")
    .description("reject what waits in an environment, after it has been shown")
    .argument(...repo)
    .argument(...branch)
    .argument(...approvingEnvironment)
    .option(...answerMessage)
    .option("--superseded", "only if a newer execution waits behind it")
    .option(...config)
    .option(...yes)
    .option(...json);

export type RejectOptions = OptionsOf<typeof define>;

/** `reject`: answers the approval that is shown, and no other. */
export const rejectCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, environment, options) =>
    (await import("./run.js")).reject({ key: { repository, branch }, environment }, options, out),
  );
