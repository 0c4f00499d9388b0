import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as } from "./emulator.fixture.js";
import { type Emulator, installEmulator, startEmulator } from "./index.js";

let dir = "";
let emulator: Emulator;

const settling = { keyTags: 4, policies: 2 };

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "settling-"));
  const packages = await installEmulator();
  const place = { accountId: testAccount, region: testRegion };
  emulator = await startEmulator({ packages, stateDir: dir, ...place, settling });
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

const policy = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

/** A session of a role that may describe keys with a tag. */
async function keeper(): Promise<KMSClient> {
  const iam = new IAMClient(as(emulator));
  const AssumeRolePolicyDocument = policy({ Principal: { AWS: testAccount }, Action: "sts:AssumeRole" });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: "keeper", AssumeRolePolicyDocument }));
  const Condition = { StringLike: { "aws:ResourceTag/team": "*" } };
  const PolicyDocument = policy({ Action: "kms:DescribeKey", Resource: "*", Condition });
  await iam.send(new PutRolePolicyCommand({ RoleName: "keeper", PolicyName: "keys", PolicyDocument }));
  const request = { RoleArn: Role?.Arn, RoleSessionName: "s" };
  const { Credentials } = await new STSClient(as(emulator)).send(new AssumeRoleCommand(request));
  const {
    AccessKeyId: accessKeyId = "",
    SecretAccessKey: secretAccessKey = "",
    SessionToken,
  } = Credentials ?? {};
  const credentials = { accessKeyId, secretAccessKey, ...(SessionToken && { sessionToken: SessionToken }) };
  return new KMSClient({ ...as(emulator), credentials });
}

it("new policies and the tags of a new key count after their time, and no sooner", async () => {
  const root = new KMSClient(as(emulator));
  const make = async () => {
    const Tags = [{ TagKey: "team", TagValue: "a" }];
    return (await root.send(new CreateKeyCommand({ Tags }))).KeyMetadata?.KeyId ?? "";
  };
  const old = await make();
  await new Promise((resolve) => setTimeout(resolve, settling.keyTags * 1000));
  const kms = await keeper();
  const look = (KeyId: string) => kms.send(new DescribeKeyCommand({ KeyId }));
  await expect(look(old)).rejects.toThrow(/not authorized/);
  await vi.waitFor(() => look(old), { timeout: 10_000, interval: 200 });

  const young = await make();
  await expect(look(young)).rejects.toThrow(/not authorized/);
  await vi.waitFor(() => look(young), { timeout: 10_000, interval: 200 });
});
