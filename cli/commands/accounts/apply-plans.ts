import type { AccountPlan } from "../../../child-account/index.js";
import { confirm } from "../../shared/confirm.js";
import { count, type Terminal } from "../../shared/terminal.js";

const signs: Readonly<Record<string, string>> = { create: "+", update: "~", delete: "-" };

/** What would change in one account, a line for each resource. */
export function printPlan({ account, changes }: AccountPlan, { say, colors }: Terminal): void {
  say(changes.length > 0 ? colors.bold(account) : `${colors.bold(account)} nothing to change`);
  for (const { address, change: step } of changes) {
    say(`  ${step.actions.map((action) => signs[action] ?? action).join("/")} ${address}`);
  }
}

/** Asks once for all accounts, then changes one after the other; not those where nothing is to change. */
export async function applyPlans(
  plans: readonly AccountPlan[],
  question: string,
  { yes }: { readonly yes?: boolean | undefined },
  out: Terminal,
): Promise<void> {
  const wanted = plans.filter(({ changes }) => changes.length > 0);
  if (wanted.length > 0) await confirm(`${question} in ${count(wanted.length, "account")}?`, out, { yes });
  for (const each of wanted) {
    await each.apply();
    out.say(out.colors.green(`${each.account}: done.`));
  }
}
