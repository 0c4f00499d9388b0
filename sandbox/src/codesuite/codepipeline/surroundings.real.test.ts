import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CodePipelineClient,
  CreatePipelineCommand,
  ListPipelinesCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asRoot, createServiceRole } from "../../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../../sandbox.js";
import { approval, build, connected, pipeline as declaration, source, stage } from "./pipeline.fixture.js";

let dir = "";
let sandbox: Sandbox;
let client: CodePipelineClient;
let roleArn = "";

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "surroundings-"));
  sandbox = await startSandbox({ stateDir: join(dir, "sandbox"), region: "eu-west-1" });
  client = new CodePipelineClient(asRoot(sandbox));
  roleArn = await createServiceRole(sandbox, "pipeline", "codepipeline.amazonaws.com", ["s3:*"]);
  await new S3Client(asRoot(sandbox)).send(new CreateBucketCommand({ Bucket: "artifacts" }));
  await new SNSClient(asRoot(sandbox)).send(new CreateTopicCommand({ Name: "approvals" }));
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** A source whose repository is elsewhere, and an approval that notifies a topic that exists. */
const pipelineOf = (name: string, changes: object = {}) =>
  ({
    ...declaration,
    name,
    roleArn,
    stages: [stage("Source", source), stage("Approval", approval)],
    ...changes,
  }) as PipelineDeclaration;
const create = (name: string, changes: object = {}, by = client) =>
  by.send(new CreatePipelineCommand({ pipeline: pipelineOf(name, changes) }));
const nobodys = {
  ...approval,
  configuration: { NotificationArn: "arn:aws:sns:eu-west-1:111111111111:nobody" },
};

it("a pipeline whose role, bucket and topic are there is created", async () => {
  expect((await create("whole")).pipeline).toMatchObject({ name: "whole", version: 1 });
});

it.each([
  [
    "role",
    { roleArn: "arn:aws:iam::111111111111:role/nobody" },
    "InvalidStructureException",
    /not authorized to perform AssumeRole on role/,
  ],
  [
    "bucket",
    { artifactStore: { type: "S3", location: "nowhere" } },
    "InvalidStructureException",
    /No bucket with the name nowhere was found\. Choose a valid artifact bucket in 'eu-west-1'/,
  ],
])("a pipeline whose %s is not there is refused", async (_, changes, name, message) => {
  await expect(create("refused", changes)).rejects.toEqual(
    expect.objectContaining({ name, message: expect.stringMatching(message) }),
  );
});

it.each([
  ["topic", { stages: [stage("Source", source), stage("Approval", nobodys)] }],
  ["project", { stages: [stage("Source", source), stage("Build", build)] }],
  ["connection", { stages: [stage("Source", connected), stage("Approval", approval)] }],
])("a pipeline is created though the %s of an action is not there", async (what, changes) => {
  expect((await create(`without-${what}`, changes)).pipeline?.version).toBe(1);
});

it("a role that trusts another service is refused", async () => {
  const wrong = await createServiceRole(sandbox, "build", "codebuild.amazonaws.com", ["s3:*"]);
  await expect(create("refused", { roleArn: wrong })).rejects.toThrow(
    `CodePipeline is not authorized to perform AssumeRole on role ${wrong}`,
  );
});

it("a role that trusts CodePipeline for just one pipeline is accepted for that, refused for another", async () => {
  const trust = {
    Effect: "Allow",
    Principal: { Service: "codepipeline.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      ArnEquals: { "aws:SourceArn": "arn:aws:codepipeline:eu-west-1:111111111111:only" },
      StringEquals: { "aws:SourceAccount": sandbox.accountId },
    },
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
  const iam = new IAMClient(asRoot(sandbox));
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: "only", AssumeRolePolicyDocument }));
  await create("only", { roleArn: Role?.Arn });
  await expect(create("other", { roleArn: Role?.Arn })).rejects.toThrow(
    "not authorized to perform AssumeRole",
  );
});

it("a role may do what its policies allow, and no more: passing the pipeline's role is not among it", async () => {
  const role = await createServiceRole(sandbox, "releaser", "codebuild.amazonaws.com", ["codepipeline:*"]);
  const credentials = await sandbox.access.assumeServiceRole(role, "test");
  const releaser = new CodePipelineClient({ ...asRoot(sandbox), credentials });
  expect((await releaser.send(new ListPipelinesCommand())).pipelines).toBeDefined();
  await expect(create("released", {}, releaser)).rejects.toThrow(
    `User: arn:aws:sts::${sandbox.accountId}:assumed-role/releaser/test is not authorized to perform: iam:PassRole on resource: ${roleArn} because no identity-based policy allows the iam:PassRole action`,
  );
});
