import { Command } from "@commander-js/extra-typings";
import {
  answerMessage,
  approvingEnvironment,
  branch,
  config,
  json,
  type MakeCommand,
  repo,
  yes,
} from "../../shared/options.js";

const define = () =>
  new Command("approve")
    .description("approve what waits in an environment, after it has been shown")
    .argument(...repo)
    .argument(...branch)
    .argument(...approvingEnvironment)
    .option(...answerMessage)
    .option(...config)
    .option(...yes)
    .option(...json);

/** `approve`: answers the approval that is shown, and no other. */
export const approveCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, environment, options) =>
    (await import("./run.js")).approve({ key: { repository, branch }, environment }, options, out),
  );
