import { Command, Option } from "commander";
import { sandboxCommand } from "../sandbox/command/index.js";
import { accountsCommand } from "./accounts/command.js";
import { answering } from "./answer.js";
import { bootstrapCommand } from "./bootstrap-command.js";
import { tellFailure } from "./failure.js";
import { runCommands } from "./run-commands.js";
import { tableCommands } from "./table-commands.js";
import type { Terminal } from "./terminal.js";

const pathsHelp = "items: JSON, DynamoDB JSON or YAML files, folders of them, or - for standard input";
const tableHelp = "the items of this DynamoDB table, instead of files";
const configHelp = "settings of the installation (default: STAGEWRIGHT_CONFIG, or stagewright.yaml upwards)";

/** The command line. Every command loads its own code, so that none waits for another's. */
export function program(out: Terminal, version: string): Command {
  const root = new Command("stagewright")
    .description(
      "One DynamoDB item in, one Terraform stack out: an AWS CodePipeline per repository and branch.",
    )
    .version(version)
    .showHelpAfterError("(stagewright --help shows how it is used)")
    .exitOverride();

  root
    .command("validate")
    .description("check items")
    .argument("[paths...]", pathsHelp)
    .option("--table <name>", tableHelp)
    .option("--config <file>", configHelp)
    .option("--json", "machine output on stdout")
    .hook("preAction", requireItems)
    .action(async (paths, options) => (await import("./commands/validate.js")).validate(paths, options, out));

  root
    .command("synth")
    .description("write the Terraform of items")
    .argument("[paths...]", pathsHelp)
    .option("--table <name>", tableHelp)
    .option("--out <folder>", "where to write", "generated")
    .option("--config <file>", configHelp)
    .option("--draw", "draw every pipeline")
    .option("--json", "machine output on stdout")
    .hook("preAction", requireItems)
    .action(async (paths, options) => (await import("./commands/synth.js")).synth(paths, options, out));

  root
    .command("policies")
    .description("say who may do what on which resource, and what a change widens")
    .argument("[paths...]", `${pathsHelp}; or REPO BRANCH, an item of the installation's table`)
    .option("--table <name>", tableHelp)
    .option("--against <path>", "compare with the items of this file or folder")
    .addOption(
      new Option("--role <role>", "instead: the IAM policy of who works with it, as JSON on stdout")
        .choices(["operator", "editor", "approver", "releaser"])
        .conflicts(["table", "against"]),
    )
    .option("--config <file>", configHelp)
    .option("--json", "machine output on stdout")
    .hook("preAction", requireItemsOrRole)
    .action(async (paths, { role, ...options }) => {
      if (role) return (await import("./commands/role-policy.js")).rolePolicy(role, options, out);
      return (await import("./commands/policies.js")).policies(paths, options, out);
    });

  const installed = [accountsCommand(out), bootstrapCommand(out, version)];
  const made = [...tableCommands(out), ...runCommands(out), ...installed];
  for (const command of made) root.addCommand(inherit(command, root));
  root.addCommand(inherit(sandboxCommand(), root));
  return root;
}

/** Items are files or a table. */
function requireItems(command: Command): void {
  const given = command.args.length > 0;
  const { table } = command.opts<{ table?: string }>();
  if (!given && !table) command.error("error: name the items: files, folders, - or --table <name>");
  if (given && table) command.error("error: name files or --table <name>, not both");
}

function requireItemsOrRole(command: Command): void {
  const { role } = command.opts<{ role?: string }>();
  if (!role) requireItems(command);
  else if (command.args.length > 0) command.error("error: name items or --role <role>, not both");
}

/** A command that is made elsewhere takes over how this one speaks and ends. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const sub of command.commands) inherit(sub, command);
  return command;
}

/** Runs a command line; the exit code: 0 done, 1 the input or the run is bad, 2 wrong usage. */
export async function run(argv: readonly string[], out: Terminal, version: string): Promise<number> {
  const { out: watched, answerFailure } = answering(argv, out);
  try {
    await program(watched, version).parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    const code = await tellFailure(error, watched);
    answerFailure(error);
    return code;
  }
}
