import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";

/** The account that the credentials belong to. */
export async function callersAccount(sts: STSClient): Promise<string> {
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  if (!Account) throw new Error("AWS did not say to which account these credentials belong.");
  return Account;
}
