import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { AccountAccess, Credentials, SessionLimits } from "./service.js";

/** Seconds: the longest session there is. */
const longestSession = 43_200;

/**
 * Looks at the accounts through the gateway, but gets the sessions of service roles from the emulator, which lets an
 * account's root assume a role that trusts only a service. The gateway would judge the trust policy.
 */
export function accountAccess(
  gatewayUrl: string,
  emulator: { readonly url: string; root(accountId: string): Credentials },
  region: string,
): AccountAccess {
  return {
    endpoint: gatewayUrl,
    root: emulator.root,
    async assumeServiceRole(roleArn, sessionName, { seconds, policy }: SessionLimits = {}) {
      const client = new STSClient({
        endpoint: emulator.url,
        region,
        credentials: emulator.root(accountOf(roleArn)),
      });
      try {
        const request = {
          ...{ RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: seconds ?? longestSession },
          ...(policy !== undefined && { Policy: policy }),
        };
        const { Credentials: session } = await client.send(new AssumeRoleCommand(request));
        const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "", Expiration } = session ?? {};
        return {
          ...{ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
          ...(Expiration && { expiration: Expiration }),
        };
      } finally {
        client.destroy();
      }
    },
  };
}

/** `arn:aws:iam::111111111111:role/Name` */
const accountOf = (roleArn: string) => roleArn.split(":")[4] ?? "";
