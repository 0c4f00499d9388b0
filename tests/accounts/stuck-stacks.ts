import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  waitUntilChangeSetCreateComplete,
} from "@aws-sdk/client-cloudformation";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  type AccountFleet,
  centralAccountId,
  document,
  targetAccountId,
  targetsRoot,
} from "./fleet.fixture.js";

/** The role that the operator takes in the target account, with what `accounts unstick` needs of it. */
export async function makeAdministrator(fleet: AccountFleet): Promise<void> {
  const calls = ["ListStacks", "ListChangeSets", "DescribeStacks", "DeleteStack", "ContinueUpdateRollback"];
  await makeRole(fleet, "OrganizationAccountAccessRole", { AWS: `arn:aws:iam::${centralAccountId}:root` });
  await allow(fleet, "OrganizationAccountAccessRole", {
    Action: calls.map((call) => `cloudformation:${call}`),
    Resource: "*",
  });
}

/** What the role of a stuck stack may tag its queue as. */
export function tagsQueues(fleet: AccountFleet, ...ages: readonly string[]): Promise<void> {
  return allow(
    fleet,
    "tagger",
    {
      Action: ["sqs:CreateQueue", "sqs:GetQueueAttributes", "sqs:SetQueueAttributes", "sqs:DeleteQueue"],
      Resource: "*",
    },
    { Action: "sqs:TagQueue", Resource: "*", Condition: { StringEquals: { "aws:RequestTag/age": ages } } },
  );
}

/** A stack whose update failed, and which its role could not roll back. */
export async function makeHalfChanged(fleet: AccountFleet, StackName: string): Promise<void> {
  const client = new CloudFormationClient(targetsRoot(fleet));
  await makeRole(fleet, "tagger", { Service: "cloudformation.amazonaws.com" });
  await tagsQueues(fleet, "old");
  const RoleARN = `arn:aws:iam::${targetAccountId}:role/tagger`;
  await client.send(new CreateStackCommand({ StackName, RoleARN, TemplateBody: withQueue("old") }));
  await until(client, StackName, "CREATE_COMPLETE");
  await tagsQueues(fleet, "new");
  const change = { StackName, ChangeSetName: "change" };
  const News = { Type: "AWS::SNS::Topic", DependsOn: "Jobs" };
  const TemplateBody = withQueue("new", { News });
  await client.send(new CreateChangeSetCommand({ ...change, RoleARN, TemplateBody }));
  await waitUntilChangeSetCreateComplete({ client, maxWaitTime: 60, minDelay: 1 }, change);
  await client.send(new ExecuteChangeSetCommand(change));
  await until(client, StackName, "UPDATE_ROLLBACK_FAILED");
}

function withQueue(age: string, others: object = {}): string {
  const Jobs = { Type: "AWS::SQS::Queue", Properties: { Tags: [{ Key: "age", Value: age }] } };
  return JSON.stringify({ Resources: { Jobs, ...others } });
}

async function until(client: CloudFormationClient, StackName: string, status: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    if (Stacks?.[0]?.StackStatus === status) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${StackName} did not come to ${status}.`);
}

async function makeRole(fleet: AccountFleet, RoleName: string, Principal: object): Promise<void> {
  const trust = document({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
  const iam = new IAMClient(targetsRoot(fleet));
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
}

async function allow(fleet: AccountFleet, RoleName: string, ...statements: readonly object[]): Promise<void> {
  const PolicyDocument = document(...statements.map((one) => ({ Effect: "Allow", ...one })));
  const put = new PutRolePolicyCommand({ RoleName, PolicyName: "allowed", PolicyDocument });
  await new IAMClient(targetsRoot(fleet)).send(put);
}
