import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { Sandbox } from "@stagewright/sandbox";
import type { Settings } from "../../compiler/settings/index.js";
import { approverPolicy, siteOf } from "../../controller/installation/control-plane/index.js";
import { approver, demoAccounts } from "./item.js";

/**
 * What somebody has to do in accounts before there is anything: a role for who approves, the role that the API's function is
 * given, and a configuration of AWS's tools with a profile for each. Gives the configuration's file.
 */
export async function settleIn(sandbox: Sandbox, settings: Settings, folder: string): Promise<string> {
  const targets = Object.entries(demoAccounts);
  await Promise.all([
    makeApprover(sandbox, settings),
    ...targets.map(([, account]) => giveFunctionRole(sandbox, account)),
  ]);
  const session = await sandbox.access.assumeServiceRole(
    `arn:aws:iam::${sandbox.accountId}:role/${approver}`,
    "ann",
  );
  const profiles = [
    profile(approver, session),
    ...targets.map(([name, account]) => profile(name, sandbox.access.root(account))),
  ];
  const file = join(folder, "aws-config");
  await writeFile(file, profiles.join("\n"), { mode: 0o600 });
  return file;
}

type Keys = ReturnType<Sandbox["access"]["root"]>;

function profile(name: string, { accessKeyId, secretAccessKey, sessionToken }: Keys): string {
  return [
    `[profile ${name}]`,
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    ...(sessionToken ? [`aws_session_token = ${sessionToken}`] : []),
  ].join("\n");
}

async function makeApprover({ url, region, access, accountId }: Sandbox, settings: Settings): Promise<void> {
  const iam = new IAMClient({ endpoint: url, region, credentials: access.root(accountId) });
  const Principal = { AWS: `arn:aws:iam::${accountId}:root` };
  await iam.send(
    new CreateRoleCommand({ RoleName: approver, AssumeRolePolicyDocument: trusting(Principal) }),
  );
  const PolicyDocument = JSON.stringify(approverPolicy(siteOf({ account: accountId, settings })));
  await iam.send(new PutRolePolicyCommand({ RoleName: approver, PolicyName: approver, PolicyDocument }));
  iam.destroy();
}

/** By the name that the example's template has for it. */
async function giveFunctionRole({ url, region, access }: Sandbox, account: string): Promise<void> {
  const iam = new IAMClient({ endpoint: url, region, credentials: access.root(account) });
  const RoleName = "stagewright-api";
  const AssumeRolePolicyDocument = trusting({ Service: "lambda.amazonaws.com" });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  iam.destroy();
}

function trusting(Principal: object): string {
  const Statement = [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
