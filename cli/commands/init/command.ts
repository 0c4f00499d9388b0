import { Command } from "@commander-js/extra-typings";
import { config, type MakeCommand, type OptionsOf } from "../../shared/options.js";

const collected = (value: string, before: readonly string[]) => [...before, value];

const define = () =>
  new Command("init")
    .description("write a first item, from the repository around it and a few answers")
    .argument("[file]", "what to write; - for stdout", "item.yaml")
    .option("--repo <name>", "RepoName (default: the repository of the folder)")
    .option("--branch <name>", "RepoTag (default: the branch of the folder)")
    .option("--connection <arn>", "the connection that reads a repository of GitHub, GitLab or Bitbucket")
    .option(
      "--environment <name=account>",
      "an environment and its account, in the order of deployment; again for each",
      collected,
      [] as readonly string[],
    )
    .option("--approver <email>", "who is asked before the last environment is deployed")
    .option(...config);

export type InitOptions = OptionsOf<typeof define>;

/** `init`: writes a first item. */
export const initCommand: MakeCommand = (out) =>
  define().action(async (file, options) => (await import("./run.js")).init(file, options, out));
