import { CodeBuildClient, CreateProjectCommand } from "@aws-sdk/client-codebuild";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { Sandbox } from "./sandbox.js";

/** What an SDK client needs to speak to a sandbox as an account's root. */
export const asRoot = (sandbox: Sandbox, account = sandbox.accountId) => ({
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
  const iam = new IAMClient(asRoot(sandbox));
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

/** A CodeBuild project without a source, whose role may write logs. */
export async function createPlainProject(sandbox: Sandbox, name: string, command: string): Promise<void> {
  const buildspec = JSON.stringify({ version: 0.2, phases: { build: { commands: [command] } } });
  const image = "aws/codebuild/standard:7.0";
  await new CodeBuildClient(asRoot(sandbox)).send(
    new CreateProjectCommand({
      name,
      serviceRole: await createServiceRole(sandbox, `${name}-role`, "codebuild.amazonaws.com", ["logs:*"]),
      source: { type: "NO_SOURCE", buildspec },
      artifacts: { type: "NO_ARTIFACTS" },
      environment: { type: "LINUX_CONTAINER", computeType: "BUILD_GENERAL1_SMALL", image },
    }),
  );
}

const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
