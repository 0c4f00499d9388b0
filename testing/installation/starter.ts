import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { siteOf, starterPolicy, trustPolicies } from "../../controller/installation/control-plane/index.js";
import type { TestInstallation } from "./installation.js";

/** The one role of the control plane that a pipeline names: by which EventBridge starts it. */
export async function makeStarter({
  client,
  settings,
  sandbox,
}: Pick<TestInstallation, "client" | "settings" | "sandbox">): Promise<void> {
  const site = siteOf({ account: sandbox.accountId, settings });
  const iam = new IAMClient(client);
  const RoleName = site.names.starter;
  const trust = JSON.stringify(trustPolicies(site).starter);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  const PolicyDocument = JSON.stringify(starterPolicy(site));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "starter", PolicyDocument }));
}
