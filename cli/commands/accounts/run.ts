import {
  type AccountPlan,
  childAccountTemplate,
  preparationsOf,
  settingsForAccount,
  withPlans,
} from "../../../child-account/index.js";
import type { InstallationOptions } from "../../shared/installation.js";
import { interruptible } from "../../shared/interrupt.js";
import { count, type Terminal } from "../../shared/terminal.js";
import { warnOfCentralTarget } from "../../shared/warn-central-target.js";
import { applyPlans, printPlan } from "./apply-plans.js";
import type { AccountsOptions } from "./command.js";
import { findTargets } from "./find-targets.js";
import { localSettings, requireSoundRoles, settingsInForce } from "./settings.js";

/** JSON: `{"accounts": [{account, prepared, repositories}]}`. */
export async function listAccounts(
  names: readonly string[],
  options: AccountsOptions,
  out: Terminal,
): Promise<void> {
  const settings = await settingsInForce(options, out);
  const targets = await findTargets(names, options, settings, out);
  warnOfCentralTarget(
    targets.map(({ account }) => account),
    settings,
    out,
  );
  const { ownS3 } = await import("../../../controller/state/index.js");
  const { statesIn } = await import("./unprepared.js");
  const preparations = await preparationsOf(
    targets.map(({ account }) => account),
    settings,
    statesIn(settings.state.bucket, ownS3({ region: settings.region }, settings.centralAccount)),
  );
  const accounts = targets.map((target) => ({ ...target, prepared: preparations.get(target.account) }));
  if (options.json) out.data({ accounts });
  const words = {
    here: "prepared here",
    outdated: "roles outdated",
    elsewhere: "prepared elsewhere",
    unknown: "not prepared",
  };
  for (const { account, prepared = "unknown", repositories } of accounts) {
    const isReady = prepared === "here" || prepared === "elsewhere";
    const colored = isReady ? out.colors.green : out.colors.yellow;
    out.say(`${account}  ${colored(words[prepared].padEnd(18))}  ${out.colors.dim(repositories.join(", "))}`);
  }
  out.say(`${count(accounts.length, "account")}.`);
}

/** JSON: `{"accounts": [{account, changes: [{address, actions}]}]}`. */
export function planAccounts(
  names: readonly string[],
  options: AccountsOptions,
  out: Terminal,
): Promise<void> {
  return withAccounts(names, options, false, out, async (plans) => {
    if (options.json) out.data({ accounts: plans.map(planJson) });
  });
}

/** JSON: as `plan`, once all is applied. */
export function deployAccounts(
  names: readonly string[],
  options: AccountsOptions,
  out: Terminal,
): Promise<void> {
  return withAccounts(names, options, false, out, (plans) => change(plans, "Apply this", options, out));
}

/** JSON: as `plan`, once all is gone. */
export function destroyAccounts(
  names: readonly string[],
  options: AccountsOptions,
  out: Terminal,
): Promise<void> {
  return withAccounts(names, options, true, out, (plans) =>
    change(plans, "Destroy these roles, on which deployments depend", options, out),
  );
}

/** A CloudFormation template on stdout, as JSON: for all accounts, or with the repositories of one. */
export function template(account: string | undefined, options: InstallationOptions, out: Terminal): void {
  const settings = localSettings(options, out);
  const target = account ?? settings.centralAccount;
  requireSoundRoles(settings, [target], out);
  out.data(childAccountTemplate(account ? settingsForAccount(settings, account) : settings));
}

/** Plans all accounts and shows the plans before anything else is done. */
async function withAccounts(
  names: readonly string[],
  options: AccountsOptions,
  destroys: boolean,
  out: Terminal,
  work: (plans: readonly AccountPlan[]) => Promise<void>,
): Promise<void> {
  const settings = await settingsInForce(options, out);
  const accounts = (await findTargets(names, options, settings, out)).map(({ account }) => account);
  requireSoundRoles(settings, accounts, out);
  if (!destroys) warnOfCentralTarget(accounts, settings, out);
  const tools = { env: process.env, cwd: process.cwd() };
  const onPlan = (account: string) => out.say(out.colors.dim(`Planning account ${account}`));
  const onProgress = (account: string, words: string) => out.progress(`${account}: ${words}`);
  await interruptible((signal) =>
    withPlans({ accounts, settings, destroy: destroys, tools, signal, onPlan, onProgress }, (plans) => {
      for (const each of plans) printPlan(each, out);
      return work(plans);
    }),
  );
}

async function change(
  plans: readonly AccountPlan[],
  question: string,
  options: AccountsOptions,
  out: Terminal,
): Promise<void> {
  await applyPlans(plans, question, options, out);
  if (options.json) out.data({ accounts: plans.map(planJson) });
}

function planJson({ account, changes }: AccountPlan) {
  return { account, changes: changes.map(({ address, change: { actions } }) => ({ address, actions })) };
}
