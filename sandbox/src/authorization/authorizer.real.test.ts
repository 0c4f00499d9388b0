import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagRoleCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Front, startFront } from "../gateway/sandbox.fixture.js";
import type { Caller } from "../service.js";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { allow, policy, trust } from "./policies.fixture.js";

let front: Front;
let iam: IAMClient;

beforeAll(async () => {
  front = await startFront();
  iam = new IAMClient(front.as(testAccount));
});
afterAll(() => front.close());

const project = (name: string) => `arn:aws:codebuild:${testRegion}:${testAccount}:project/${name}`;
const start = "codebuild:StartBuild";

let created = 0;

/** A role of its own for each test, with one inline policy. */
async function createRole(
  inline?: string,
  more: { readonly Path?: string; readonly PermissionsBoundary?: string } = {},
) {
  created += 1;
  const RoleName = `role-${created}`;
  const AssumeRolePolicyDocument = trust({ Service: "codebuild.amazonaws.com" });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...more }));
  if (inline) await putPolicy(RoleName, inline);
  return { name: RoleName, arn: Role?.Arn ?? "" };
}

const putPolicy = (RoleName: string, PolicyDocument: string) =>
  iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "inline", PolicyDocument }));

async function createPolicy(document: string): Promise<string> {
  created += 1;
  const command = new CreatePolicyCommand({ PolicyName: `policy-${created}`, PolicyDocument: document });
  return (await iam.send(command)).Policy?.Arn ?? "";
}

/** A session of a role, as the gateway tells services of it. */
async function sessionOf(
  role: { readonly name: string; readonly arn: string },
  more: Partial<AssumeRoleCommandInput> = {},
) {
  const sts = new STSClient(front.as(testAccount));
  const command = new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: "run", ...more });
  const { Credentials, AssumedRoleUser } = await sts.send(command);
  return {
    accountId: testAccount,
    accessKeyId: Credentials?.AccessKeyId ?? "",
    arn: AssumedRoleUser?.Arn ?? "",
    roleArn: role.arn,
  };
}

const authorize = (caller: Caller, action = start, resource = project("web"), context = {}) =>
  front.authorizer.authorize({ caller, action, resource, context });

const denied = (caller: Caller, reason: string) => ({
  allowed: false,
  message: `User: ${caller.arn} is not authorized to perform: ${start} on resource: ${project("web")} ${reason}`,
});
const noneAllows = `because no identity-based policy allows the ${start} action`;

it("A role may do what its inline policy allows, and no more", async () => {
  const caller = await sessionOf(await createRole(allow(start, project("web"))));
  expect(await authorize(caller)).toEqual({ allowed: true });
  expect(await authorize(caller, start, project("other"))).toMatchObject({ allowed: false });
  expect(await authorize(caller, "codebuild:StopBuild")).toMatchObject({ allowed: false });
});

it("A role may do what a policy attached to it allows, the customer's or AWS's own", async () => {
  const role = await createRole();
  const caller = await sessionOf(role);
  expect(await authorize(caller)).toEqual(denied(caller, noneAllows));
  const PolicyArn = await createPolicy(allow(start));
  await iam.send(new AttachRolePolicyCommand({ RoleName: role.name, PolicyArn }));
  expect(await authorize(caller)).toEqual({ allowed: true });

  const admin = await createRole();
  const AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";
  await iam.send(new AttachRolePolicyCommand({ RoleName: admin.name, PolicyArn: AdministratorAccess }));
  expect(await authorize(await sessionOf(admin))).toEqual({ allowed: true });
});

it("A permission that is taken away is gone at once, for sessions that are there already", async () => {
  const role = await createRole(allow(start));
  const caller = await sessionOf(role);
  expect(await authorize(caller)).toEqual({ allowed: true });
  await iam.send(new DeleteRolePolicyCommand({ RoleName: role.name, PolicyName: "inline" }));
  expect(await authorize(caller)).toEqual(denied(caller, noneAllows));
  await putPolicy(role.name, allow(start));
  expect(await authorize(caller)).toEqual({ allowed: true });
});

it("A role that is deleted leaves its sessions without rights", async () => {
  const role = await createRole(allow(start));
  const caller = await sessionOf(role);
  await iam.send(new DeleteRolePolicyCommand({ RoleName: role.name, PolicyName: "inline" }));
  await iam.send(new DeleteRoleCommand({ RoleName: role.name }));
  expect(await authorize(caller)).toEqual(denied(caller, noneAllows));
});

it("An explicit deny wins over what is allowed", async () => {
  const role = await createRole(allow("*"));
  const PolicyArn = await createPolicy(policy({ Effect: "Deny", Action: start, Resource: project("web") }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: role.name, PolicyArn }));
  const caller = await sessionOf(role);
  expect(await authorize(caller)).toEqual(
    denied(caller, "with an explicit deny in an identity-based policy"),
  );
  expect(await authorize(caller, start, project("other"))).toEqual({ allowed: true });
});

it("A permissions boundary limits what policies allow", async () => {
  const PermissionsBoundary = await createPolicy(allow("s3:*"));
  const caller = await sessionOf(await createRole(allow("*"), { PermissionsBoundary }));
  expect(await authorize(caller)).toEqual(
    denied(caller, `because no permissions boundary allows the ${start} action`),
  );
  expect(await authorize(caller, "s3:ListAllMyBuckets", "*")).toEqual({ allowed: true });
});

it("A session may do what both its role and its own policies allow", async () => {
  const role = await createRole(allow("codebuild:*"));
  const PolicyArns = [{ arn: await createPolicy(allow("codebuild:StopBuild")) }];
  const caller = await sessionOf(role, { Policy: allow("codebuild:StartBuild*"), PolicyArns });
  expect(await authorize(caller)).toEqual({ allowed: true });
  expect(await authorize(caller, "codebuild:StopBuild")).toEqual({ allowed: true });
  expect(await authorize(caller, "codebuild:DeleteProject")).toMatchObject({
    allowed: false,
    message: expect.stringContaining("because no session policy allows the codebuild:DeleteProject action"),
  });
});

it("A service acting as a role needs no session; a session that is not known may do nothing", async () => {
  const caller = await sessionOf(await createRole(allow(start)));
  expect(await authorize({ ...caller, accessKeyId: "" })).toEqual({ allowed: true });
  expect(await authorize({ ...caller, accessKeyId: "ASIAEXAMPLE000000001" })).toEqual(
    denied(caller, noneAllows),
  );
});

it("A user may do what the user's own policies and those of the groups allow", async () => {
  await iam.send(new CreateUserCommand({ UserName: "ann" }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "ann" }));
  const arn = `arn:aws:iam::${testAccount}:user/ann`;
  const caller = { accountId: testAccount, accessKeyId: AccessKey?.AccessKeyId ?? "", arn };
  expect(await authorize(caller)).toEqual(denied(caller, noneAllows));
  await iam.send(
    new PutUserPolicyCommand({
      UserName: "ann",
      PolicyName: "inline",
      PolicyDocument: allow("codebuild:StopBuild"),
    }),
  );
  await iam.send(new CreateGroupCommand({ GroupName: "builders" }));
  await iam.send(new AddUserToGroupCommand({ GroupName: "builders", UserName: "ann" }));
  const PolicyArn = await createPolicy(allow(start));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: "builders", PolicyArn }));
  expect(await authorize(caller)).toEqual({ allowed: true });
  expect(await authorize(caller, "codebuild:StopBuild")).toEqual({ allowed: true });
});

it("An account's root may do everything", async () => {
  const caller = {
    accountId: testAccount,
    accessKeyId: testAccount,
    arn: `arn:aws:iam::${testAccount}:root`,
  };
  expect(await authorize(caller)).toEqual({ allowed: true });
});

it("Conditions see the caller's tags, those of the role and those of the session", async () => {
  const Condition = { StringEquals: { "aws:PrincipalTag/team": "web", "aws:PrincipalTag/run": "1" } };
  const role = await createRole(policy({ Effect: "Allow", Action: start, Resource: "*", Condition }));
  await iam.send(new TagRoleCommand({ RoleName: role.name, Tags: [{ Key: "team", Value: "web" }] }));
  expect(await authorize(await sessionOf(role))).toMatchObject({ allowed: false });
  const tagged = await sessionOf(role, { Tags: [{ Key: "run", Value: "1" }] });
  expect(await authorize(tagged)).toEqual({ allowed: true });
});

const trusts = (roleArn: string, service: string, context = {}) =>
  front.authorizer.trusts({ roleArn, principal: { service }, context });

it("A role trusts the service that its trust policy names, and no other", async () => {
  const { arn } = await createRole();
  expect(await trusts(arn, "codebuild.amazonaws.com")).toEqual({ allowed: true });
  expect(await trusts(arn, "codepipeline.amazonaws.com")).toEqual({
    allowed: false,
    message:
      "Service: codepipeline.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: " +
      `${arn} because no role trust policy allows the sts:AssumeRole action`,
  });
});

it("A role may trust a service only on behalf of one account", async () => {
  const AssumeRolePolicyDocument = trust(
    { Service: "codebuild.amazonaws.com" },
    { StringEquals: { "aws:SourceAccount": testAccount } },
  );
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: "on-behalf", AssumeRolePolicyDocument }));
  const arn = Role?.Arn ?? "";
  const by = (account: string) => trusts(arn, "codebuild.amazonaws.com", { "aws:SourceAccount": account });
  expect(await by(testAccount)).toEqual({ allowed: true });
  expect(await by("333333333333")).toMatchObject({ allowed: false });
});

it("A role is known by its whole ARN, path included; a role that does not exist trusts nobody", async () => {
  const { name, arn } = await createRole(undefined, { Path: "/ci/" });
  expect(await trusts(arn, "codebuild.amazonaws.com")).toEqual({ allowed: true });
  for (const wrong of [`arn:aws:iam::${testAccount}:role/${name}`, `arn:aws:iam::${testAccount}:role/none`]) {
    expect(await trusts(wrong, "codebuild.amazonaws.com")).toEqual({
      allowed: false,
      message: `Service: codebuild.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${wrong}`,
    });
  }
});
