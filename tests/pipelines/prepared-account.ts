import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { childAccountTemplate, settingsForAccount } from "../../child-account/index.js";
import type { TestInstallation } from "../../testing/installation/installation.js";

/** Makes in an account the roles that pipelines need, as StackSets would, and the one that the API's function is given. */
export async function prepareAccount(
  { sandbox, client, settings }: TestInstallation,
  account: string,
): Promise<void> {
  const root = { ...client, credentials: sandbox.access.root(account) };
  await Promise.all([
    makeRoles(root, childAccountTemplate(settingsForAccount(settings, account))),
    giveRole(root),
  ]);
}

async function makeRoles(root: TestInstallation["client"], template: object): Promise<void> {
  const cloudFormation = new CloudFormationClient(root);
  const StackName = "stagewright-roles";
  const TemplateBody = JSON.stringify(template);
  await cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody, Capabilities: ["CAPABILITY_NAMED_IAM"] }),
  );
  await waitUntilStackCreateComplete({ client: cloudFormation, maxWaitTime: 60, minDelay: 1 }, { StackName });
}

async function giveRole(root: TestInstallation["client"]): Promise<void> {
  const iam = new IAMClient(root);
  const RoleName = "stagewright-api";
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
}
