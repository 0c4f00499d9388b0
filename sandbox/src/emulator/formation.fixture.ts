import {
  type CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as, trustOfService } from "./emulator.fixture.js";
import type { Emulator } from "./emulator.js";

export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

export const document = (statements: readonly Statement[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((one) => ({ Effect: "Allow", ...one })),
  });

/** A role of an account with these statements. Gives its ARN. */
export async function makeRole(
  emulator: Emulator,
  RoleName: string,
  service: string,
  statements: readonly Statement[],
  account = testAccount,
): Promise<string> {
  const iam = new IAMClient(as(emulator, account));
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustOfService(service) }));
  if (statements.length) await allowRole(emulator, RoleName, statements, account);
  return `arn:aws:iam::${account}:role/${RoleName}`;
}

/** What a role may from now on. */
export async function allowRole(
  emulator: Emulator,
  RoleName: string,
  statements: readonly Statement[],
  account = testAccount,
): Promise<void> {
  const PolicyDocument = document(statements);
  const put = new PutRolePolicyCommand({ RoleName, PolicyName: "allowed", PolicyDocument });
  await new IAMClient(as(emulator, account)).send(put);
}

/** A user with these statements: what a client needs to speak as that user. */
export async function makeUser(
  emulator: Emulator,
  UserName: string,
  statements: readonly Statement[],
  account = testAccount,
) {
  const iam = new IAMClient(as(emulator, account));
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = document(statements);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "allowed", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
  return { endpoint: emulator.url, region: testRegion, credentials };
}

/** Makes a stack and waits until that is over: its status, and why what failed did. */
export async function createStack(client: CloudFormationClient, input: CreateStackCommandInput) {
  const Capabilities = ["CAPABILITY_NAMED_IAM" as const, "CAPABILITY_AUTO_EXPAND" as const];
  await client.send(new CreateStackCommand({ Capabilities, ...input }));
  return waitForStack(client, input.StackName ?? "");
}

/** Waits until nothing runs. */
export async function waitForStack(client: CloudFormationClient, StackName: string) {
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const status = Stacks?.[0]?.StackStatus ?? "";
    if (!status.endsWith("_IN_PROGRESS")) return { status, failures: await failuresOf(client, StackName) };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Oldest first: `LogicalId: reason`. */
export async function failuresOf(client: CloudFormationClient, StackName: string): Promise<string[]> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith("_FAILED"))
    .map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`)
    .reverse();
}
