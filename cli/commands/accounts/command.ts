import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { config, json, type MakeCommand, type OptionsOf, type Runnable, yes } from "../../shared/options.js";
import { isAccount } from "./is-account.js";

const load = () => import("./run.js");
const loadUnstick = () => import("./unstick/run.js");

const defineForTargets = (name: string, description: string) =>
  new Command(name)
    .description(description)
    .argument(
      "[accounts-or-paths...]",
      "accounts (12 digits), and paths of items for all accounts that they deploy to",
    )
    .option("--table <name>", "all accounts that the items of this table deploy to")
    .option(...config)
    .option(...json)
    .hook("preAction", requireTargets);

export type TargetsOptions = OptionsOf<typeof defineForTargets>;
export type AccountsOptions = TargetsOptions & { readonly yes?: boolean };

const defineUnstick = () =>
  new Command("unstick")
    .description("free stacks of pipelines that take no deployment any more")
    .argument("<accounts...>", "accounts, 12 digits each", accountsOnly)
    .option("--stack <name>", "this stack alone")
    .option(...config)
    .option(...json)
    .option(...yes);

export type UnstickOptions = OptionsOf<typeof defineUnstick>;

/** `accounts …`: the roles that target accounts need. */
export const accountsCommand: MakeCommand = (out) => {
  const list = defineForTargets("list", "show which accounts items deploy to, and whether they are prepared");
  const plan = defineForTargets("plan", "show what deploy would change");
  const deploy = defineForTargets("deploy", "make the roles, or bring them up to date").option(...yes);
  const destroy = new Command("destroy")
    .description("remove the roles")
    .argument("<accounts...>", "accounts, 12 digits each", accountsOnly)
    .option(...config)
    .option(...json)
    .option(...yes);
  const template = new Command("template")
    .description("the roles as a CloudFormation template, for StackSets")
    .argument("[account]", "with the repositories of this account")
    .option(...config);
  return new Command("accounts")
    .description("the roles that accounts need to be deployed to")
    .addCommand(list.action(async (names, options) => (await load()).listAccounts(names, options, out)))
    .addCommand(plan.action(async (names, options) => (await load()).planAccounts(names, options, out)))
    .addCommand(deploy.action(async (names, options) => (await load()).deployAccounts(names, options, out)))
    .addCommand(destroy.action(async (names, options) => (await load()).destroyAccounts(names, options, out)))
    .addCommand(
      defineUnstick().action(async (accounts, options) =>
        (await loadUnstick()).unstick(accounts, options, out),
      ),
    )
    .addCommand(template.action(async (account, options) => (await load()).template(account, options, out)));
};

function requireTargets(command: Runnable): void {
  if (command.args.length > 0 || command.opts().table) return;
  command.error("error: name accounts, paths of items, or --table <name>");
}

/** What is destroyed is named one by one. */
function accountsOnly(name: string, before: readonly string[] = []): string[] {
  if (!isAccount(name)) throw new InvalidArgumentError("An account has 12 digits.");
  return [...before, name];
}
