import { preparationsOf, unpreparedProblems } from "../../../child-account/index.js";
import type { Finding } from "../../../controller/repair/index.js";
import type { CommandContext } from "../../shared/context.js";
import { statesIn } from "../accounts/unprepared.js";

/** Target accounts whose roles `accounts deploy` made once, and would make otherwise by now. */
export async function examineAccounts({
  installation: { settings },
  connection: { objects, clients },
}: Pick<CommandContext, "installation" | "connection">): Promise<Finding[]> {
  const accounts: string[] = [];
  for await (const key of objects.keys("accounts/")) {
    const [, account] = /^accounts\/(\d{12})\/terraform\.tfstate$/.exec(key) ?? [];
    if (account !== undefined) accounts.push(account);
  }
  const preparations = await preparationsOf(accounts, settings, statesIn(settings.state.bucket, clients.s3));
  const outdated = new Map([...preparations].filter(([, how]) => how === "outdated"));
  return unpreparedProblems(outdated).map(({ value = "", message, hint }) => ({
    kind: "account",
    subject: value,
    message,
    remedy: hint,
    fix: "manual",
  }));
}
