import { Command, InvalidArgumentError } from "commander";
import type { Terminal } from "../../shared/terminal.js";
import { isAccount } from "./targets.js";

const configHelp = "settings of the installation (default: STAGEWRIGHT_CONFIG, or stagewright.yaml upwards)";
const namesHelp = "accounts (12 digits), and paths of items for all accounts that they deploy to";

/** `stagewright accounts …`: the roles that target accounts need. */
export function accountsCommand(out: Terminal): Command {
  const load = () => import("./run.js");
  const command = new Command("accounts").description("the roles that accounts need to be deployed to");
  onAccounts(command, "list", "show which accounts items deploy to, and whether they are prepared").action(
    async (names, options) => (await load()).list(names, options, out),
  );
  onAccounts(command, "plan", "show what deploy would change").action(async (names, options) =>
    (await load()).plan(names, options, out),
  );
  onAccounts(command, "deploy", "make the roles, or bring them up to date")
    .option("--yes", "change it without asking")
    .action(async (names, options) => (await load()).deploy(names, options, out));
  command
    .command("destroy")
    .description("remove the roles")
    .argument("<accounts...>", "accounts, 12 digits each", accountsOnly)
    .option("--config <file>", configHelp)
    .option("--json", "machine output on stdout")
    .option("--yes", "change it without asking")
    .action(async (names, options) => (await load()).destroy(names, options, out));
  command
    .command("template")
    .description("the roles as a CloudFormation template, for StackSets")
    .argument("[account]", "with the repositories of this account")
    .option("--config <file>", configHelp)
    .action(async (account, options) => (await load()).template(account, options, out));
  return command;
}

function onAccounts(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .argument("[names...]", namesHelp)
    .option("--table <name>", "all accounts that the items of this table deploy to")
    .option("--config <file>", configHelp)
    .option("--json", "machine output on stdout")
    .hook("preAction", requireTargets);
}

function requireTargets(command: Command): void {
  const { table } = command.opts<{ table?: string }>();
  if (command.args.length === 0 && !table) {
    command.error("error: name accounts, paths of items, or --table <name>");
  }
}

/** What is destroyed is named one by one. */
function accountsOnly(name: string, before: readonly string[] = []): string[] {
  if (!isAccount(name)) throw new InvalidArgumentError("An account has 12 digits.");
  return [...before, name];
}
