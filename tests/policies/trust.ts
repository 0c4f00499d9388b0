import { childRoles } from "../../child-account/child-account.js";
import type { Policy } from "../../compiler/iam/index.js";
import { members } from "./fleet.js";
import { central, region, settings } from "./subject.js";

/** Who may take the roles of a target account that `accounts deploy` has prepared for the repositories that deploy there. */
export function trustIn(account: string): { readonly formation: Policy; readonly test: Policy } {
  const repositories = members
    .filter(({ deploysTo }) => deploysTo.includes(account))
    .map(({ repository }) => repository);
  const { namePrefix, childAccount } = settings;
  const site = { partition: "aws", account, region, centralAccount: central, namePrefix };
  const roles = childRoles(site, { ...settings, childAccount: { ...childAccount, repositories } });
  const trustOf = (kind: string): Policy =>
    JSON.parse(JSON.stringify(roles.find((role) => role.kind === kind)?.trust));
  return { formation: trustOf("formation"), test: trustOf("test") };
}
