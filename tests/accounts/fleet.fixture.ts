import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { startInstallation, type TestInstallation } from "../../testing/installation/installation.js";
import { type CommandOutcome, stagewright } from "../../testing/installation/stagewright.js";

export const centralAccountId = "111111111111";
/** To be prepared by CloudFormation. */
export const targetAccountId = "444444444444";

const childAccount = { repositories: ["webshop", "acme/*"] };

export interface AccountFleet extends TestInstallation {
  /** The command, with the central account's credentials and a settings file. */
  command(...args: string[]): Promise<CommandOutcome>;
}

/** A central account, and target accounts that nobody has prepared. */
export async function startFleet(): Promise<AccountFleet> {
  const installation = await startInstallation({ childAccount });
  const folder = await mkdtemp(join(tmpdir(), "stagewright-fleet-"));
  const { region, centralAccount } = installation.settings;
  await writeFile(join(folder, "stagewright.yaml"), JSON.stringify({ region, centralAccount, childAccount }));
  const env = { ...process.env, ...installation.sandbox.env() };
  return {
    ...installation,
    command: (...args) => stagewright(["accounts", ...args], { cwd: folder, env }),
    close: async () => {
      await installation.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** What an SDK client needs to act as the target account's root. */
export function targetsRoot({ sandbox, client }: AccountFleet) {
  return { ...client, credentials: sandbox.access.root(targetAccountId) };
}

/** A role of the central account that looks like a pipeline's, and may take any role. */
export async function makeCaller(fleet: AccountFleet, name: string, repository: string): Promise<string> {
  const iam = new IAMClient(fleet.client);
  const trust = {
    Effect: "Allow",
    Principal: { Service: "codepipeline.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  const Tags = [{ Key: "stagewright:repository", Value: repository }];
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document(trust), Tags }));
  const PolicyDocument = document({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "allowed", PolicyDocument }));
  return `arn:aws:iam::${centralAccountId}:role/${name}`;
}

/** A role of the target account that applications are given. */
export async function makeApplicationRole(fleet: AccountFleet, RoleName: string): Promise<string> {
  const services = ["lambda", "states", "events"].map((service) => `${service}.amazonaws.com`);
  const trust = { Effect: "Allow", Principal: { Service: services }, Action: "sts:AssumeRole" };
  const make = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) });
  const { Role } = await new IAMClient(targetsRoot(fleet)).send(make);
  return Role?.Arn ?? "";
}

/** A nested template among a pipeline's packages, whose bucket lets the target account read. Gives its URL. */
export async function putPackage(fleet: AccountFleet, pipeline: string, Body: string): Promise<string> {
  const s3 = new S3Client({ ...fleet.client, forcePathStyle: true });
  const Bucket = `${pipeline}-${centralAccountId}`;
  const Key = "packages/inner.template";
  await s3.send(new CreateBucketCommand({ Bucket }));
  const reads = {
    ...{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${targetAccountId}:root` } },
    ...{ Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/*` },
  };
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: document(reads) }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  return `https://s3.amazonaws.com/${Bucket}/${Key}`;
}

export const document = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
