import { Command } from "commander";
import type { Terminal } from "./shared/terminal.js";
import { configHelp, jsonHelp, yesHelp } from "./table-commands.js";

/** The commands that run Terraform on the pipelines of an installation. */
export function runCommands(out: Terminal): Command[] {
  return [plan(out), deploy(out), destroy(out), reconcile(out), doctor(out)];
}

function plan(out: Terminal): Command {
  return pipelineCommand("plan", "show what deploying an item would change")
    .option("--file <path>", "the item of this file, instead of the table's")
    .action(async (repository, branch, options) =>
      (await import("./commands/plan/run.js")).plan({ repository, branch }, options, out),
    );
}

function deploy(out: Terminal): Command {
  return pipelineCommand("deploy", "deploy an item here and now, under the lease that builds take")
    .option("--yes", yesHelp)
    .action(async (repository, branch, options) =>
      (await import("./commands/deploy/run.js")).deploy({ repository, branch }, options, out),
    );
}

function destroy(out: Terminal): Command {
  return pipelineCommand("destroy", "remove an item and destroy its pipeline, here and now")
    .option("--yes", yesHelp)
    .action(async (repository, branch, options) =>
      (await import("./commands/destroy/run.js")).destroy({ repository, branch }, options, out),
    );
}

function reconcile(out: Terminal): Command {
  return new Command("reconcile")
    .description("make pipelines match their items: what a build runs")
    .argument("[names...]", "REPO BRANCH of each (default: all that the ledger asks for)")
    .option("--config <file>", configHelp)
    .option("--json", jsonHelp)
    .action(async (names, options) =>
      (await import("./commands/reconcile/run.js")).reconcile(names, options, out),
    );
}

function doctor(out: Terminal): Command {
  return new Command("doctor")
    .description("say what is wrong with locks, digests, leases, orphans and states, and mend it")
    .argument("[repo]", "the item's RepoName (default: all pipelines, and the control plane)")
    .argument("[branch]", "the item's RepoTag")
    .option("--fix", "mend what is proven, and after a question what is not")
    .option("--config <file>", configHelp)
    .option("--yes", yesHelp)
    .option("--json", jsonHelp)
    .action(async (repository, branch, options, command: Command) => {
      if (repository && !branch) command.error("error: name REPO and BRANCH, or neither");
      const key = repository && branch ? { repository, branch } : undefined;
      await (await import("./commands/doctor/run.js")).doctor(key, options, out);
    });
}

function pipelineCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument("<repo>", "the item's RepoName")
    .argument("<branch>", "the item's RepoTag")
    .option("--config <file>", configHelp);
}
