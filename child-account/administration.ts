import { partitionOf, roleArn } from "../compiler/iam/index.js";
import type { Settings } from "../compiler/settings/index.js";

/** How who works in the central account comes into a target account. */
export interface Administration {
  /** Of the AWS command line. */
  readonly profile?: string;
  /** Else these, taken one after the other, from the caller's own credentials. None where those will do. */
  readonly roles: readonly { readonly roleArn: string; readonly externalId?: string }[];
}

/** The name of sessions that are taken for it. */
export const administrationSession = "stagewright-accounts";

/** A profile, the account's own chain of roles, or the administration role. */
export function administrationOf(
  account: string,
  { childAccount, centralAccount, region }: Settings,
): Administration {
  const { profile, assume, externalId = childAccount.externalId } = childAccount.accounts[account] ?? {};
  if (profile) return { profile, roles: [] };
  if (account === centralAccount && !assume) return { roles: [] };
  const arns = assume ?? [
    roleArn(childAccount.administrationRole, { partition: partitionOf(region), account }),
  ];
  return {
    roles: arns.map((roleArn, index) => ({
      roleArn,
      ...(externalId && index === arns.length - 1 && { externalId }),
    })),
  };
}
