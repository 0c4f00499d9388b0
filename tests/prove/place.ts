import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AccountAccess } from "../../testing/installation/installation.js";

/** How AWS is called: with the credentials that the environment gives, or those of a role. */
export type Access = Pick<AccountAccess, "region"> & Partial<AccountAccess> & { readonly profile?: string };

/** Whose credentials these are. */
export interface Place {
  readonly account: string;
  readonly partition: string;
}

export async function placeOf(access: Access, profile?: string): Promise<Place> {
  const client = new STSClient({ ...access, ...(profile && { profile }) });
  try {
    const { Account = "", Arn = "" } = await client.send(new GetCallerIdentityCommand({}));
    return { account: Account, partition: Arn.split(":")[1] ?? "aws" };
  } finally {
    client.destroy();
  }
}
