import { globalArn } from "../compiler/iam/index.js";
import {
  deploysTerraform,
  type TargetContext,
  type TargetRole,
  targetRoles,
} from "../compiler/kinds/index.js";
import type { Settings } from "../compiler/settings/index.js";

/** Where an account's roles stand and whom they serve. */
export type TargetAccountContext = Omit<TargetContext, "table" | "stateBucket" | "lockTable">;

/** A role of a target account, with the ARN of the policy that bounds it. */
export interface ChildRole extends TargetRole {
  readonly boundary?: string;
}

/** Every role that a target account needs, whatever kind of deployment asks for it. What all renderings are measured by. */
export function childRoles(site: TargetAccountContext, settings: Settings): ChildRole[] {
  const { repositories, permissionsBoundary } = settings.childAccount;
  const { table, state } = settings;
  const kept = { table, stateBucket: state.bucket, lockTable: state.lockTable };
  const roles = targetRoles({ ...site, ...kept, repositories }, settings);
  if (!permissionsBoundary) return roles;
  const boundary = globalArn("iam", `policy/${permissionsBoundary}`, site);
  return roles.map((role) => ({ ...role, boundary }));
}

/** The settings as they are for one account: where nothing is deployed with Terraform, nothing is made for it. */
export function settingsForAccount(settings: Settings, account: string): Settings {
  const { childAccount } = settings;
  const { terraform, ...others } = settings;
  const { repositories = childAccount.repositories } = childAccount.accounts[account] ?? {};
  return {
    ...(deploysTerraform(account, settings) ? settings : others),
    childAccount: { ...childAccount, repositories },
  };
}
