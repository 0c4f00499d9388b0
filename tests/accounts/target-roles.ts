import { GetRoleCommand, GetRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Sandbox } from "@stagewright/sandbox";
import { childRoles, settingsForAccount } from "../../child-account/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import type { AccountAccess } from "../../testing/installation/installation.js";

/** Where target accounts are looked at from: the central account, which the client belongs to. */
export interface Center {
  readonly sandbox: Sandbox;
  readonly client: AccountAccess;
}

/** A role of a target account, to be taken. */
export interface Taken {
  readonly account: string;
  readonly role: string;
}

/**
 * What an SDK client needs to act as a target account's role that a role of the central one takes, which a service took
 * first, as CodePipeline and CodeBuild do.
 */
export async function asTargetRole(
  { sandbox, client }: Center,
  callerArn: string,
  { account, role }: Taken,
): Promise<AccountAccess> {
  const sts = new STSClient({
    ...client,
    credentials: await sandbox.access.assumeServiceRole(callerArn, "test"),
  });
  const RoleArn = `arn:aws:iam::${account}:role/${role}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { ...client, credentials: session };
}

/** Whether IAM lets the caller take the role. Throws what is not a denial. */
export async function mayTake(center: Center, callerArn: string, taken: Taken): Promise<boolean> {
  try {
    await asTargetRole(center, callerArn, taken);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "AccessDenied") return false;
    throw error;
  }
}

/** Trust and policy of an account's roles: as the model has them, and as IAM holds them. */
export async function rolesOfAccount(account: string, settings: Settings, client: AccountAccess) {
  const { region, namePrefix, centralAccount = "" } = settings;
  const site = { partition: "aws", account, region, centralAccount, namePrefix };
  const iam = new IAMClient(client);
  const model = childRoles(site, settingsForAccount(settings, account));
  return {
    model: model.map(({ trust, policy }) => ({ trust, policy })),
    held: await Promise.all(model.map(({ kind, name }) => documentsOf(name, kind, iam))),
  };
}

async function documentsOf(RoleName: string, PolicyName: string, iam: IAMClient) {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const parse = (text = ""): unknown => JSON.parse(decodeURIComponent(text));
  return { trust: parse(Role?.AssumeRolePolicyDocument), policy: parse(PolicyDocument) };
}
