import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { childRoles, settingsForAccount } from "../../child-account/index.js";
import type { TestInstallation } from "./installation.js";

/** A target account's roles, as all renderings make them, each with its one policy. */
export async function makeTargetRoles(
  { client, sandbox, settings }: Pick<TestInstallation, "client" | "sandbox" | "settings">,
  account: string,
): Promise<void> {
  const iam = new IAMClient({ ...client, credentials: sandbox.access.root(account) });
  const { region, namePrefix } = settings;
  const site = { partition: "aws", account, region, centralAccount: sandbox.accountId, namePrefix };
  for (const role of childRoles(site, settingsForAccount(settings, account))) {
    const { name: RoleName, kind: PolicyName, trust, policy } = role;
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(policy) }),
    );
  }
}
