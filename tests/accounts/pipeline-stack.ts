import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import type { AccountAccess } from "../../testing/installation/installation.js";

/** A change set of a stack, and the role that CloudFormation is to take. */
export interface StackChange {
  readonly StackName: string;
  readonly ChangeSetName: string;
  readonly RoleARN: string;
  /** By default a topic. */
  readonly template?: object;
}

const topic = { Resources: { Topic: { Type: "AWS::SNS::Topic" } } };
const patience = { maxWaitTime: 60, minDelay: 1 };

/** Asks for a new stack, as CodePipeline's first action of an environment does. */
export async function propose(
  { template = topic, ...change }: StackChange,
  reach: AccountAccess,
): Promise<void> {
  const client = new CloudFormationClient(reach);
  await client.send(
    new CreateChangeSetCommand({
      ...change,
      ChangeSetType: "CREATE",
      Capabilities: ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
      TemplateBody: JSON.stringify(template),
    }),
  );
  await waitUntilChangeSetCreateComplete({ client, ...patience }, change);
}

/** As its second one does. */
export async function execute(
  { StackName, ChangeSetName }: StackChange,
  reach: AccountAccess,
): Promise<void> {
  const client = new CloudFormationClient(reach);
  await client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
  await waitUntilStackCreateComplete({ client, ...patience }, { StackName });
}

export async function stackStatusOf(StackName: string, reach: AccountAccess): Promise<string | undefined> {
  const { Stacks } = await new CloudFormationClient(reach).send(new DescribeStacksCommand({ StackName }));
  return Stacks?.[0]?.StackStatus;
}
