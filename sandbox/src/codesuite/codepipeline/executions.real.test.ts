import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BatchGetReportsCommand,
  CodeBuildClient,
  CreateProjectCommand,
  DescribeTestCasesCommand,
  ListReportsCommand,
} from "@aws-sdk/client-codebuild";
import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand } from "@aws-sdk/client-codecommit";
import {
  CodePipelineClient,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  PutApprovalResultCommand,
} from "@aws-sdk/client-codepipeline";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { as, createServiceRole } from "../../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../../sandbox.js";
import {
  action,
  actionsOf,
  createPipeline,
  ended,
  type Ground,
  makeGround,
  repositorySource,
} from "./executions.fixture.js";

const bytes = (text: string) => new TextEncoder().encode(text);

const buildspec = `version: 0.2
env:
  exported-variables: [PACKAGE]
phases:
  build:
    commands:
      - PACKAGE="$(cat name.txt)-$CODEBUILD_RESOLVED_SOURCE_VERSION"
      - echo "$GREETING from $CODEBUILD_INITIATOR" > greeting.txt
      - echo '<testsuite name="unit"><testcase classname="shop" name="sells" time="0.5"/></testsuite>' > junit.xml
reports:
  unit:
    files: [junit.xml]
artifacts:
  files: [greeting.txt]
`;

let stateDir = "";
let sandbox: Sandbox;
let pipelines: CodePipelineClient;
let ground: Ground;
let firstId = "";
let queueUrl = "";
let commitId = "";

async function makeRepository(): Promise<void> {
  const codecommit = new CodeCommitClient(as(sandbox));
  await codecommit.send(new CreateRepositoryCommand({ repositoryName: "shop" }));
}

async function push(): Promise<string> {
  const { commitId: id = "" } = await new CodeCommitClient(as(sandbox)).send(
    new CreateCommitCommand({
      repositoryName: "shop",
      branchName: "main",
      commitMessage: "The shop sells",
      putFiles: [
        { filePath: "buildspec.yml", fileContent: bytes(buildspec) },
        { filePath: "name.txt", fileContent: bytes("shop") },
      ],
    }),
  );
  return id;
}

async function makeProject(): Promise<void> {
  const allowed = ["logs:*", "s3:*", "codebuild:*", "kms:*"];
  await new CodeBuildClient(as(sandbox)).send(
    new CreateProjectCommand({
      name: "shop-build",
      serviceRole: await createServiceRole(sandbox, "build", "codebuild.amazonaws.com", allowed),
      source: { type: "CODEPIPELINE" },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type: "LINUX_CONTAINER",
        computeType: "BUILD_GENERAL1_SMALL",
        image: "aws/codebuild/standard:7.0",
      },
    }),
  );
}

/** A topic whose messages lie in a queue. */
async function makeTopic(): Promise<string> {
  const [sns, sqs] = [new SNSClient(as(sandbox)), new SQSClient(as(sandbox))];
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "approvals" }));
  const queueArn = `arn:aws:sqs:${sandbox.region}:${sandbox.accountId}:heard`;
  const letIn = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: queueArn };
  const Attributes = { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [letIn] }) };
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "heard", Attributes }));
  queueUrl = QueueUrl;
  const raw = { RawMessageDelivery: "true" };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn, Attributes: raw }));
  return TopicArn;
}

/** Starts the pipeline when its branch moves, as a stack's own rule does. */
async function makeRule(): Promise<void> {
  const events = new EventBridgeClient(as(sandbox));
  const pattern = { source: ["aws.codecommit"], detail: { referenceName: ["main"] } };
  await events.send(new PutRuleCommand({ Name: "pushes", EventPattern: JSON.stringify(pattern) }));
  const RoleArn = await createServiceRole(sandbox, "events", "events.amazonaws.com", [
    "codepipeline:StartPipelineExecution",
  ]);
  const Arn = `arn:aws:codepipeline:${sandbox.region}:${sandbox.accountId}:shop-main`;
  await events.send(new PutTargetsCommand({ Rule: "pushes", Targets: [{ Id: "pipeline", Arn, RoleArn }] }));
}

async function newest(): Promise<string> {
  const { pipelineExecutionSummaries = [] } = await pipelines.send(
    new ListPipelineExecutionsCommand({ pipelineName: "shop-main" }),
  );
  return pipelineExecutionSummaries[0]?.pipelineExecutionId ?? "";
}

/** The token by which the waiting approval is answered. */
function waitingToken(): Promise<string> {
  return vi.waitUntil(
    async () => {
      const { stageStates = [] } = await pipelines.send(new GetPipelineStateCommand({ name: "shop-main" }));
      const approval = stageStates.find(({ stageName }) => stageName === "Release")?.actionStates?.[0];
      return approval?.latestExecution?.token;
    },
    { timeout: 60_000, interval: 100 },
  );
}

const approve = (token: string, status: "Approved" | "Rejected" = "Approved") =>
  pipelines.send(
    new PutApprovalResultCommand({
      ...{ pipelineName: "shop-main", stageName: "Release", actionName: "Approve", token },
      result: { status, summary: "looks good" },
    }),
  );

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "executions-"));
  sandbox = await startSandbox({ stateDir });
  pipelines = new CodePipelineClient(as(sandbox));
  ground = await makeGround(sandbox);
  await makeRepository();
  await makeProject();
  const NotificationArn = await makeTopic();
  await createPipeline(pipelines, "shop-main", ground, [
    { name: "Source", actions: [repositorySource] },
    {
      name: "Build",
      actions: [
        action("Build", "CodeBuild", {
          name: "Package",
          configuration: {
            ProjectName: "shop-build",
            EnvironmentVariables: JSON.stringify([{ name: "GREETING", value: "Hello #{App.BranchName}" }]),
          },
          inputArtifacts: [{ name: "SourceCodeOfShop" }],
          outputArtifacts: [{ name: "Package" }],
          namespace: "Built",
        }),
      ],
    },
    {
      name: "Release",
      actions: [
        action("Approval", "Manual", {
          name: "Approve",
          configuration: { NotificationArn, CustomData: "Release #{Built.PACKAGE}?" },
        }),
      ],
    },
  ]);
  firstId = await newest();
  await ended(pipelines, "shop-main", firstId);
  await makeRule();
  commitId = await push();
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(stateDir, { recursive: true, force: true });
});

describe("a pipeline", () => {
  it("starts when it is made, and fails at a source that holds nothing", async () => {
    const execution = await ended(pipelines, "shop-main", firstId);
    expect(execution).toMatchObject({ status: "Failed", trigger: { triggerType: "CreatePipeline" } });
    const [source] = await actionsOf(pipelines, "shop-main", firstId);
    expect(source).toMatchObject({ actionName: "App", status: "Failed" });
    expect(source?.output?.executionResult?.errorDetails?.message).toMatch(/main/);
  });

  it("builds what is pushed, asks for approval with what the build set, and is released", async () => {
    const token = await waitingToken();
    const id = await newest();
    const [source, build, approval] = await actionsOf(pipelines, "shop-main", id);
    expect(source?.output?.outputVariables).toMatchObject({ CommitId: commitId, BranchName: "main" });
    expect(source?.output?.outputArtifacts?.[0]).toMatchObject({
      name: "SourceCodeOfShop",
      s3location: {
        bucket: "artifacts",
        key: expect.stringMatching(/^shop-main\/SourceCode\/[A-Za-z0-9]{7}$/),
      },
    });
    expect(build?.output?.outputVariables).toEqual({ PACKAGE: `shop-${commitId}` });
    expect(approval).toMatchObject({
      status: "InProgress",
      input: { resolvedConfiguration: { CustomData: `Release shop-${commitId}?` } },
    });
    await approve(token);
    const execution = await ended(pipelines, "shop-main", id);
    expect(execution).toMatchObject({
      status: "Succeeded",
      trigger: { triggerType: "CloudWatchEvent", triggerDetail: expect.stringMatching(/rule\/pushes$/) },
      artifactRevisions: [
        { name: "SourceCodeOfShop", revisionId: commitId, revisionSummary: "The shop sells" },
      ],
    });
  });

  it("is not asked again by an old token", async () => {
    const id = await newest();
    const runs = await actionsOf(pipelines, "shop-main", id);
    expect(runs.at(-1)).toMatchObject({
      status: "Succeeded",
      output: { executionResult: { externalExecutionSummary: "looks good" } },
    });
    const { Messages = [] } = await new SQSClient(as(sandbox)).send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl }),
    );
    const { approval } = JSON.parse(Messages[0]?.Body ?? "{}");
    expect(approval).toMatchObject({ pipelineName: "shop-main", customData: `Release shop-${commitId}?` });
    await expect(approve(approval.token)).rejects.toThrow(/completed already/);
    await expect(approve("00000000-0000-4000-8000-000000000000")).rejects.toThrow(/token/);
  });

  it("keeps what a build makes in the store, and tells its reports", async () => {
    const [, build] = await actionsOf(pipelines, "shop-main", await newest());
    const { bucket: Bucket, key: Key } = build?.output?.outputArtifacts?.[0]?.s3location ?? {};
    const s3 = new S3Client({ ...as(sandbox), forcePathStyle: true });
    const { Body, SSEKMSKeyId } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(SSEKMSKeyId).toBe(ground.keyArn);
    const files = unzipSync((await Body?.transformToByteArray()) ?? new Uint8Array());
    expect(new TextDecoder().decode(files["greeting.txt"])).toBe("Hello main from codepipeline/shop-main\n");
    const codebuild = new CodeBuildClient(as(sandbox));
    const { reports: reportArns = [] } = await codebuild.send(new ListReportsCommand());
    const { reports = [] } = await codebuild.send(new BatchGetReportsCommand({ reportArns }));
    expect(reports[0]).toMatchObject({ status: "SUCCEEDED", testSummary: { total: 1 } });
    const { testCases } = await codebuild.send(new DescribeTestCasesCommand({ reportArn: reportArns[0] }));
    expect(testCases).toMatchObject([{ name: "sells", status: "SUCCEEDED" }]);
  });
});
