import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { Sandbox } from "./sandbox.js";

/** What an SDK client needs to speak to a sandbox as an account's root. */
export const as = (sandbox: Sandbox, account = sandbox.accountId) => ({
  endpoint: sandbox.url,
  region: sandbox.region,
  credentials: sandbox.access.root(account),
});

/** A role that a service may assume, with a policy that allows these actions on everything. Gives its ARN. */
export async function createServiceRole(
  sandbox: Sandbox,
  name: string,
  service: string,
  actions: readonly string[],
): Promise<string> {
  const iam = new IAMClient(as(sandbox));
  const trust = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document(trust) }),
  );
  const allowed = { Effect: "Allow", Action: actions, Resource: "*" };
  await iam.send(
    new PutRolePolicyCommand({ RoleName: name, PolicyName: "allowed", PolicyDocument: document(allowed) }),
  );
  return Role?.Arn ?? "";
}

const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
