import { Command } from "commander";
import type { Terminal } from "./shared/terminal.js";

export const configHelp =
  "settings of the installation (default: STAGEWRIGHT_CONFIG, or stagewright.yaml upwards)";
export const jsonHelp = "machine output on stdout";
export const yesHelp = "do it without asking";

/** The commands on the items of an installation's table. */
export function tableCommands(out: Terminal): Command[] {
  return [put(out), get(out), rm(out), list(out), status(out)];
}

function put(out: Terminal): Command {
  return new Command("put")
    .description("put items into the table, after showing what changes")
    .argument("<paths...>", "items: JSON, DynamoDB JSON or YAML files, folders of them, or -")
    .option("--config <file>", configHelp)
    .option("--yes", yesHelp)
    .option("--json", jsonHelp)
    .action(async (paths, options) => (await import("./commands/put/run.js")).put(paths, options, out));
}

function get(out: Terminal): Command {
  return new Command("get")
    .description("print an item of the table as JSON")
    .argument("<repo>", "its RepoName")
    .argument("<branch>", "its RepoTag")
    .option("--config <file>", configHelp)
    .action(async (repository, branch, options) =>
      (await import("./commands/get/run.js")).get({ repository, branch }, options, out),
    );
}

function rm(out: Terminal): Command {
  return new Command("rm")
    .description("remove an item from the table; the controller then destroys its pipeline")
    .argument("<repo>", "its RepoName")
    .argument("<branch>", "its RepoTag")
    .option("--config <file>", configHelp)
    .option("--yes", yesHelp)
    .action(async (repository, branch, options) =>
      (await import("./commands/rm/run.js")).rm({ repository, branch }, options, out),
    );
}

function list(out: Terminal): Command {
  return new Command("list")
    .description("list the items of the table")
    .option("--config <file>", configHelp)
    .option("--json", jsonHelp)
    .action(async (options) => (await import("./commands/list/run.js")).list(options, out));
}

function status(out: Terminal): Command {
  return new Command("status")
    .description("what was asked for, what runs, what is applied, and what failed and why")
    .argument("[repo]", "one pipeline's RepoName")
    .argument("[branch]", "its RepoTag")
    .option("--config <file>", configHelp)
    .option("--json", jsonHelp)
    .action(async (repository, branch, options) =>
      (await import("./commands/status/run.js")).status([repository, branch].filter(Boolean), options, out),
    );
}
