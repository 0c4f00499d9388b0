import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { allow, trust } from "../../authorization/policies.fixture.js";
import type { Credentials } from "../../service.js";
import { testAccount } from "../../test-account.fixture.js";
import { type Front, otherAccount, startFront } from "../sandbox.fixture.js";

let front: Front;
let created = 0;

beforeAll(async () => {
  front = await startFront();
});
afterAll(() => front.close());

interface RoleOptions {
  readonly account?: string;
  readonly name?: string;
  readonly path?: string;
  readonly trusts?: string;
  readonly may?: string;
  /** Seconds. */
  readonly longest?: number;
}

/** A role of its own for each test; unless told otherwise it trusts a service and may do nothing. */
async function createRole(options: RoleOptions): Promise<string> {
  const { account = testAccount, name, path, trusts, may, longest } = options;
  created += 1;
  const iam = new IAMClient(front.as(account));
  const RoleName = name ?? `role-${created}`;
  const AssumeRolePolicyDocument = trusts ?? trust({ Service: "codebuild.amazonaws.com" });
  const command = {
    RoleName,
    AssumeRolePolicyDocument,
    ...(path && { Path: path }),
    MaxSessionDuration: longest,
  };
  const { Role } = await iam.send(new CreateRoleCommand(command));
  if (may) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "inline", PolicyDocument: may }));
  }
  return Role?.Arn ?? "";
}

/** A user of the account, who asks without a session: what a client needs to speak as that user. */
async function userWho(PolicyDocument: string): Promise<Credentials> {
  const iam = new IAMClient(front.as(testAccount));
  await iam.send(new CreateUserCommand({ UserName: "ann" }));
  await iam.send(new PutUserPolicyCommand({ UserName: "ann", PolicyName: "inline", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "ann" }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

type Caller = string | Credentials;

/** Assumes a role through the gateway; `caller` is an account's root or a session. */
async function assume(caller: Caller, RoleArn: string, more: Partial<AssumeRoleCommandInput> = {}) {
  const sts = new STSClient(front.as(caller));
  const answer = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "run", ...more }));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = answer.Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** A session of a fresh role. */
const sessionOf = async (options: RoleOptions) =>
  assume(options.account ?? testAccount, await createRole(options));

const mayAssume = allow("sts:AssumeRole");
const rootOf = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
const byPrefix = { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${testAccount}:role/stagewright-*` } };

it("A condition on aws:PrincipalArn means the role behind the session, across accounts", async () => {
  const target = await createRole({ account: otherAccount, trusts: trust(rootOf(testAccount), byPrefix) });
  const trusted = await sessionOf({ name: "stagewright-deployer", may: mayAssume });
  const session = await assume(trusted, target);
  const { Arn } = await new STSClient(front.as(session)).send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe(`arn:aws:sts::${otherAccount}:assumed-role/${target.split("/")[1]}/run`);

  const other = await sessionOf({ name: "other", may: mayAssume });
  await expect(assume(other, target)).rejects.toMatchObject({
    name: "AccessDenied",
    message:
      `User: arn:aws:sts::${testAccount}:assumed-role/other/run is not authorized to perform: sts:AssumeRole ` +
      `on resource: ${target} because no role trust policy allows the sts:AssumeRole action`,
    $metadata: { httpStatusCode: 403 },
  });
});

it("The role's path belongs to its ARN, in conditions and in what is asked for", async () => {
  const condition = { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${testAccount}:role/ci/pathed` } };
  const target = await createRole({ path: "/targets/", trusts: trust(rootOf(testAccount), condition) });
  const caller = await sessionOf({ name: "pathed", path: "/ci/", may: mayAssume });
  await assume(caller, target);
  await expect(assume(caller, target.replace("/targets/", "/"))).rejects.toMatchObject({
    name: "AccessDenied",
  });
});

it("Across accounts both sides must allow it", async () => {
  const target = await createRole({ account: otherAccount, trusts: trust(rootOf(testAccount)) });
  await expect(assume(await sessionOf({}), target)).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining("because no identity-based policy allows the sts:AssumeRole action"),
  });
  await assume(await sessionOf({ may: mayAssume }), target);
});

it("Within an account a trust policy that names the role is enough", async () => {
  const role = await createRole({ name: "named" });
  const target = await createRole({ trusts: trust({ AWS: role }) });
  await assume(await assume(testAccount, role), target);
});

it("Within an account a trust policy that names the account leaves it to the caller's policies", async () => {
  const target = await createRole({ trusts: trust(rootOf(testAccount)) });
  await expect(assume(await sessionOf({}), target)).rejects.toMatchObject({ name: "AccessDenied" });
  await assume(await sessionOf({ may: mayAssume }), target);
});

it("An external id must be the one that the role asks for", async () => {
  const condition = { StringEquals: { "sts:ExternalId": "secret" } };
  const target = await createRole({ account: otherAccount, trusts: trust(rootOf(testAccount), condition) });
  const caller = await sessionOf({ may: mayAssume });
  await assume(caller, target, { ExternalId: "secret" });
  await expect(assume(caller, target, { ExternalId: "guess" })).rejects.toMatchObject({
    name: "AccessDenied",
  });
  await expect(assume(caller, target)).rejects.toMatchObject({ name: "AccessDenied" });
});

it("Tags may be passed only by those who may tag sessions", async () => {
  const target = await createRole({ account: otherAccount, trusts: trust(rootOf(testAccount)) });
  const Tags = [{ Key: "team", Value: "web" }];
  await expect(assume(await sessionOf({ may: mayAssume }), target, { Tags })).rejects.toMatchObject({
    message: expect.stringContaining("is not authorized to perform: sts:TagSession"),
  });
  await assume(await sessionOf({ may: allow("sts:*") }), target, { Tags });
});

it("A session policy and a duration hold for the session that is given", async () => {
  const target = await createRole({ trusts: trust(rootOf(testAccount)), may: allow("s3:*") });
  const caller = await sessionOf({ may: mayAssume });
  const sts = new STSClient(front.as(caller));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: target,
      RoleSessionName: "narrow",
      DurationSeconds: 900,
      Policy: allow("s3:ListBucket", "arn:aws:s3:::narrow"),
    }),
  );
  const minutes = ((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(14);
  expect(minutes).toBeLessThan(16);
  await new S3Client(front.as(testAccount)).send(new CreateBucketCommand({ Bucket: "narrow" }));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const s3 = new S3Client(
    front.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }),
  );
  await s3.send(new ListObjectsV2Command({ Bucket: "narrow" }));
  await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
});

it("A session is not shorter than AWS gives it, nor longer than an hour where a session asks for it", async () => {
  const target = await createRole({ trusts: trust(rootOf(testAccount)) });
  const caller = await sessionOf({ may: mayAssume });
  for (const DurationSeconds of [60, 3_601]) {
    await expect(assume(caller, target, { DurationSeconds })).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringMatching(DurationSeconds === 60 ? /equal to 900/ : /role chaining/),
    });
  }
});

it("A session is not longer than its role's own maximum, an hour unless the role says more", async () => {
  const user = await userWho(mayAssume);
  const ofAnHour = await createRole({ trusts: trust(rootOf(testAccount)) });
  const ofTwo = await createRole({ trusts: trust(rootOf(testAccount)), longest: 7_200 });
  await assume(user, ofAnHour, { DurationSeconds: 3_600 });
  await assume(user, ofTwo, { DurationSeconds: 7_200 });
  for (const [role, DurationSeconds] of [[ofAnHour, 3_601] as const, [ofTwo, 7_201] as const]) {
    for (const caller of [user, testAccount])
      await expect(assume(caller, role, { DurationSeconds })).rejects.toMatchObject({
        name: "ValidationError",
        message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
      });
  }
});

it("Whoever signs with a wrong secret is refused before trust is judged", async () => {
  const target = await createRole({ trusts: trust(rootOf(testAccount)) });
  const caller = await sessionOf({ may: mayAssume });
  await expect(assume({ ...caller, secretAccessKey: "guess" }, target)).rejects.toMatchObject({
    name: "SignatureDoesNotMatch",
  });
});

it("An account's root may act as any role of that account, and as no other's that does not trust it", async () => {
  const service = await createRole({ trusts: trust({ Service: "codebuild.amazonaws.com" }) });
  await assume(testAccount, service);
  await expect(assume(otherAccount, service)).rejects.toMatchObject({ name: "AccessDenied" });
});

it.each(["not an arn", "arn:aws:iam::111111111111:user/ann"])("%j is no role: STS says so", async (arn) => {
  const caller = await sessionOf({ may: mayAssume });
  await expect(assume(caller, arn.padEnd(20, "-"))).rejects.toMatchObject({ name: "ValidationError" });
});
