import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { administrationOf, administrationSession } from "../../../../child-account/index.js";
import type { Settings } from "../../../../compiler/settings/index.js";

interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What a client of the SDK is made with to work in a target account. */
export interface TargetAccess {
  readonly region: string;
  readonly profile?: string;
  /** Absent, the caller's own. */
  readonly credentials?: Session;
}

/** Comes into an account as `accounts deploy` does: by its profile, or by the roles that lead there. */
export async function accessTo(account: string, settings: Settings): Promise<TargetAccess> {
  const { region } = settings;
  const { profile, roles } = administrationOf(account, settings);
  let access: TargetAccess = profile === undefined ? { region } : { region, profile };
  for (const role of roles) access = { region, credentials: await take(role, access) };
  return access;
}

type Role = ReturnType<typeof administrationOf>["roles"][number];

async function take({ roleArn, externalId }: Role, access: TargetAccess): Promise<Session> {
  const sts = new STSClient(access);
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: administrationSession,
        ...(externalId && { ExternalId: externalId }),
      }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  } finally {
    sts.destroy();
  }
}
