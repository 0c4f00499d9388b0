import type { Problem } from "../../diagnostics/index.js";
import { allowedBy, matchesAny, type Settings } from "../../settings/index.js";
import type { RawJob } from "./raw.js";

/** Networks, and subnets of another account, which the installation must let builds into. */
export function checkNetwork(vpc: RawJob["Vpc"], path: string, settings: Settings): Problem[] {
  return [...checkVpc(vpc?.VpcId, path, settings), ...checkOwner(vpc, path, settings)];
}

function checkVpc(id: string | undefined, path: string, { limits }: Settings): Problem[] {
  if (id === undefined || matchesAny(id, limits.vpcs)) return [];
  return [
    {
      path: `${path}/VpcId`,
      code: "item.limit-vpc",
      value: id,
      message: `The network ${id} is not among those that this installation lets builds into.`,
      hint: allowedBy("vpcs", limits),
    },
  ];
}

function checkOwner(vpc: RawJob["Vpc"], path: string, settings: Settings): Problem[] {
  const { centralAccount, limits } = settings;
  const owner = vpc?.SubnetOwner;
  if (owner === undefined || owner === centralAccount || limits.networkAccounts.includes(owner)) return [];
  return [
    {
      path: `${path}/SubnetOwner`,
      code: "item.limit-network-account",
      value: owner,
      message: `Account ${owner} is not among those whose subnets this installation lets builds into.`,
      hint: allowedBy("networkAccounts", limits),
    },
  ];
}
