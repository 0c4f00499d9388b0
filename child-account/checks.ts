import type { Problem } from "../compiler/diagnostics/index.js";
import type { Settings } from "../compiler/settings/index.js";
import { type ChildRole, childRoles, settingsForAccount } from "./child-account.js";

/** IAM: a trust policy holds 2,048 characters, a role's inline policies 10,240, white space not counted. */
const trustLimit = 2_048;
const policyLimit = 10_240;

/** What of IAM's limits an account's roles would break, worked out with real lengths. */
export function checkChildRoles(settings: Settings, account: string): Problem[] {
  const site = {
    partition: "aws-us-gov",
    account,
    region: settings.region,
    centralAccount: settings.centralAccount ?? account,
    namePrefix: settings.namePrefix,
  };
  return childRoles(site, settingsForAccount(settings, account)).flatMap((role) => [
    ...checkTrust(role, account, settings),
    ...checkPolicy(role),
  ]);
}

const byPattern = "Name them by a pattern, such as acme/*.";
const byAccount = "Name for each account, in childAccount.accounts, the repositories that deploy there.";

function checkTrust({ name, trust }: ChildRole, account: string, settings: Settings): Problem[] {
  const length = JSON.stringify(trust).length;
  if (length <= trustLimit) return [];
  const own = settings.childAccount.accounts[account]?.repositories;
  const { repositories } = settingsForAccount(settings, account).childAccount;
  return [
    {
      path: own ? `/childAccount/accounts/${account}/repositories` : "/childAccount/repositories",
      code: "account.trust-too-long",
      value: String(repositories.length),
      message: `With ${repositories.length} repositories the trust policy of ${name} would hold ${length} characters; IAM allows ${trustLimit}.`,
      hint: settings.childAccount.isolation === "repository" ? byAccount : byPattern,
    },
  ];
}

function checkPolicy({ name, policy }: ChildRole): Problem[] {
  const length = JSON.stringify(policy).length;
  if (length <= policyLimit) return [];
  return [
    {
      path: "/childAccount",
      code: "account.policy-too-long",
      message: `The policy of ${name} would hold ${length} characters; IAM allows ${policyLimit}.`,
      hint: "Name fewer services or statements in deployerServices, deployerPolicy and testPolicy.",
    },
  ];
}
