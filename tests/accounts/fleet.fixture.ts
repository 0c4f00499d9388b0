import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import {
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { type Installation, startInstallation } from "../support/installation.js";
import { type Outcome, stagewright } from "../support/stagewright.js";

export const central = "111111111111";
/** Reached by a profile; by the administration role; prepared by CloudFormation. */
export const [byProfile, byRole, byTemplate] = ["222222222222", "333333333333", "444444444444"] as const;

export const childAccount = {
  repositories: ["webshop", "acme/*"],
  externalId: "accounts-only",
  accounts: { [byProfile]: { profile: "target" } },
};

export interface Fleet extends Installation {
  /** The command, with the central account's credentials and a settings file. */
  command(...args: string[]): Promise<Outcome>;
}

/** A central account, and target accounts that nobody has prepared. */
export async function startFleet(): Promise<Fleet> {
  const installation = await startInstallation({ childAccount });
  const folder = await mkdtemp(join(tmpdir(), "stagewright-fleet-"));
  const { region, centralAccount } = installation.settings;
  await writeFile(join(folder, "stagewright.yaml"), JSON.stringify({ region, centralAccount, childAccount }));
  const profile = `[profile target]\naws_access_key_id = ${byProfile}\naws_secret_access_key = test\n`;
  await writeFile(join(folder, "config"), profile);
  await makeAdministrator(installation);
  const env = { ...process.env, ...installation.sandbox.env(), AWS_CONFIG_FILE: join(folder, "config") };
  return {
    ...installation,
    command: (...args) => stagewright(["accounts", ...args], { cwd: folder, env }),
    close: async () => {
      await installation.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** As AWS Organizations makes it in a new account. */
async function makeAdministrator({ sandbox }: Installation): Promise<void> {
  const iam = new IAMClient(rootOf(sandbox, byRole));
  const name = "OrganizationAccountAccessRole";
  const trust = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${central}:root` },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": childAccount.externalId } },
  };
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document(trust) }));
  await allow(iam, name, { Effect: "Allow", Action: "*", Resource: "*" });
}

export function rootOf({ url, region, access }: Installation["sandbox"], account: string) {
  return { endpoint: url, region, credentials: access.root(account) };
}

/** A role of the central account that looks like a pipeline's, and may take any role. */
export async function makeCaller(fleet: Fleet, name: string, repository: string): Promise<string> {
  const iam = new IAMClient(fleet.client);
  const trust = {
    Effect: "Allow",
    Principal: { Service: "codepipeline.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  const Tags = [{ Key: "stagewright:repository", Value: repository }];
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document(trust), Tags }));
  await allow(iam, name, { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
  return `arn:aws:iam::${central}:role/${name}`;
}

async function allow(iam: IAMClient, role: string, statement: object): Promise<void> {
  await iam.send(
    new PutRolePolicyCommand({ RoleName: role, PolicyName: "allowed", PolicyDocument: document(statement) }),
  );
}

const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

/** What an SDK client needs to act as a role of a target account that a role of the central one takes. */
export async function asTargetRole(fleet: Fleet, callerArn: string, account: string, role: string) {
  const { sandbox, client } = fleet;
  const credentials = await sandbox.access.assumeServiceRole(callerArn, "test");
  const sts = new STSClient({ ...client, credentials });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/${role}`, RoleSessionName: "test" }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return new CloudFormationClient({ ...client, credentials: session });
}

/** Trust and policy of a role as IAM holds them. */
export async function documentsOf(fleet: Fleet, account: string, role: string, policy: string) {
  const iam = new IAMClient(rootOf(fleet.sandbox, account));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: role }));
  const held = await iam.send(new GetRolePolicyCommand({ RoleName: role, PolicyName: policy }));
  const parse = (text = "") => JSON.parse(decodeURIComponent(text));
  return { trust: parse(Role?.AssumeRolePolicyDocument), policy: parse(held.PolicyDocument) };
}
