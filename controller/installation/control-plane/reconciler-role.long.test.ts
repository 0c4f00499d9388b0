import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Policy } from "../../../compiler/iam/index.js";
import {
  type TestInstallation as Account,
  startInstallation,
} from "../../../testing/installation/installation.js";
import { prepareWork, type Work } from "../../../testing/installation/work.js";
import { exampleItems } from "../../../testing/items/examples.js";
import { openToolchain } from "../../../toolchain/index.js";
import { explainFailure } from "../../repair/index.js";
import { bootstrappedSettings } from "./installation.fixture.js";
import { arnsOf, boundaryPolicy, reconcilerPolicy, trustPolicies } from "./policies/index.js";
import { type Site, siteOf } from "./site.js";

/** Terraform on a pipeline's stack with nothing but the reconciler's role, every call judged. */
let account: Account;
let folder: string;
let site: Site;
let iam: IAMClient;
let work: Work;
let credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

beforeAll(async () => {
  account = await startInstallation();
  folder = await mkdtemp(join(tmpdir(), "stagewright-reconciler-"));
  const settings = bootstrappedSettings(account.settings);
  site = siteOf({ account: account.sandbox.accountId, settings });
  iam = new IAMClient(account.client);
  await makeRole();
  const roleArn = arnsOf(site).role(site.names.reconciler);
  credentials = await account.sandbox.access.assumeServiceRole(roleArn, "build");
  const env = { ...process.env, ...account.sandbox.env(), ...asVariables() };
  const toolchain = await openToolchain({ env, cwd: process.cwd() }, folder);
  work = await prepareWork(exampleItems().get("plain-form.yaml"), { settings, toolchain, folder });
});

afterAll(async () => {
  await account.close();
  await rm(folder, { recursive: true, force: true });
});

const asVariables = () => ({
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken ?? "",
});

async function makeRole(): Promise<void> {
  const { boundary, reconciler } = site.names;
  const PolicyDocument = JSON.stringify(boundaryPolicy(site));
  await iam.send(new CreatePolicyCommand({ PolicyName: boundary, PolicyDocument }));
  const AssumeRolePolicyDocument = JSON.stringify(trustPolicies(site).reconciler);
  await iam.send(new CreateRoleCommand({ RoleName: reconciler, AssumeRolePolicyDocument }));
  await grant(reconcilerPolicy(site));
}

async function grant(policy: Policy): Promise<void> {
  const request = {
    RoleName: site.names.reconciler,
    PolicyName: "reconciler",
    PolicyDocument: JSON.stringify(policy),
  };
  await iam.send(new PutRolePolicyCommand(request));
}

describe("the reconciler's role", () => {
  it("is enough to apply a pipeline's stack and to see that nothing more is needed", async () => {
    await work.terraform().init();
    await work.terraform().apply();
    expect((await work.terraform().plan()).hasChanges).toBe(false);
  });

  it.each([
    ["ManagePipelines", "codepipeline:GetPipeline"],
    ["ManageProjects", "codebuild:BatchGetProjects"],
    ["ManageTopics", "sns:GetTopicAttributes"],
    ["ManageLogs", "logs:ListTagsForResource"],
    ["FindLogs", "logs:DescribeLogGroups"],
    ["ManageArtifactBuckets", "s3:GetBucketOwnershipControls"],
    ["ManageKeys", "kms:DescribeKey"],
    ["ManageRoles", "iam:GetRole"],
    ["KeepStates", "s3:GetObject"],
    ["KeepLocks", "dynamodb:PutItem"],
  ])("without %s fails, and the message names %s and the role", async (sid, action) => {
    const { Statement, ...policy } = reconcilerPolicy(site);
    await grant({ ...policy, Statement: Statement.filter(({ Sid }) => Sid !== sid) });
    const failure = await work
      .terraform()
      .plan()
      .then(
        () => "",
        (error: unknown) => explainFailure(error),
      );
    await grant(reconcilerPolicy(site));
    expect(failure).toMatchObject({ class: "access-denied", message: expect.stringContaining(action) });
    expect(JSON.stringify(failure)).toContain("reconciler");
  });

  it("changes neither a pipeline's boundary nor its own role", async () => {
    const own = new IAMClient({ ...account.client, credentials });
    const refused = (call: Promise<unknown>) =>
      expect(call).rejects.toThrow(/not authorized to perform: iam:/);
    await refused(
      own.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: work.pipeline.roles.build })),
    );
    const all = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
    const widen = { RoleName: site.names.reconciler, PolicyName: "more", PolicyDocument: all };
    await refused(own.send(new PutRolePolicyCommand(widen)));
    const RoleName = `${work.pipeline.name}-unbounded`;
    const AssumeRolePolicyDocument = JSON.stringify(trustPolicies(site).reconciler);
    await refused(own.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument })));
  });

  it("is enough to destroy the stack again", async () => {
    await work.terraform().destroy();
    const left = (await account.inventory()).filter((line) => line.includes(work.pipeline.name));
    expect(left.filter((line) => !line.includes("KMS keys"))).toEqual([]);
  });
});
