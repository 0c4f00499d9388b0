import type { Problem } from "../../diagnostics/index.js";
import type { Settings } from "../../settings/index.js";
import type { RawJob } from "./raw.js";

/** Subnets of another account, which the installation must let builds into. */
export function checkNetwork(vpc: RawJob["Vpc"], path: string, settings: Settings): Problem[] {
  const { centralAccount, limits } = settings;
  const owner = vpc?.SubnetOwner;
  if (owner === undefined || owner === centralAccount || limits.networkAccounts.includes(owner)) return [];
  return [
    {
      path: `${path}/SubnetOwner`,
      code: "item.limit-network-account",
      value: owner,
      message: `Account ${owner} is not among those whose subnets this installation lets builds into.`,
      hint: `Allowed: ${limits.networkAccounts.join(", ") || "none"} (setting limits.networkAccounts).`,
    },
  ];
}
