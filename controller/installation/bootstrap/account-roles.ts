import { GetAccountSummaryCommand, type GetAccountSummaryResponse } from "@aws-sdk/client-iam";
import { isNearlyUsedUp } from "../../../compiler/pipeline/index.js";

/** How many roles an account has, and how many IAM allows it. */
export interface AccountRoles {
  readonly taken: number;
  readonly allowed: number;
}

/** Of an `IAMClient`, what is needed here. */
export interface Accounts {
  send(command: GetAccountSummaryCommand): Promise<GetAccountSummaryResponse>;
}

/**
 * By the account's own summary, with what others made and what AWS raised for it (IAM API reference, GetAccountSummary).
 * Undefined where the caller may not ask.
 */
export async function readAccountRoles(iam: Accounts): Promise<AccountRoles | undefined> {
  try {
    const { SummaryMap = {} } = await iam.send(new GetAccountSummaryCommand({}));
    const { Roles, RolesQuota } = SummaryMap;
    return Roles === undefined || RolesQuota === undefined
      ? undefined
      : { taken: Roles, allowed: RolesQuota };
  } catch (error) {
    if (error instanceof Error && error.name === "AccessDenied") return undefined;
    throw error;
  }
}

/** What bootstrap says of them. A pipeline takes two, and one for the tests of each environment: docs/quotas.md. */
export function rolesInWords(roles: AccountRoles | undefined): string {
  if (!roles)
    return "How many IAM roles this account has left, these credentials may not ask (iam:GetAccountSummary).";
  const { taken, allowed } = roles;
  const number = (value: number) => value.toLocaleString("en-US");
  const left = Math.max(0, allowed - taken);
  const said = `This account has ${number(taken)} of the ${number(allowed)} IAM roles that AWS allows it: room for ${number(Math.floor(left / 2))} pipelines without tests.`;
  return isNearlyUsedUp(taken, allowed)
    ? `${said} Ask Service Quotas for more before AWS refuses one.`
    : said;
}
