import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BatchGetReportsCommand,
  CodeBuildClient,
  CreateProjectCommand,
  DescribeTestCasesCommand,
  ListReportsCommand,
} from "@aws-sdk/client-codebuild";
import {
  CodePipelineClient,
  ListPipelineExecutionsCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { CodeStarConnectionsClient, CreateConnectionCommand } from "@aws-sdk/client-codestar-connections";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asRoot, createServiceRole } from "../../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../../sandbox.js";
import {
  action,
  addPipeline,
  asked,
  ended,
  type Ground,
  makeGround,
  makeShop,
  push,
  repositorySource,
  runsIn,
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
let connectionArn = "";

async function makeProject(): Promise<void> {
  const allowed = ["logs:*", "s3:*", "codebuild:*", "kms:*"];
  await new CodeBuildClient(asRoot(sandbox)).send(
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
  const [sns, sqs] = [new SNSClient(asRoot(sandbox)), new SQSClient(asRoot(sandbox))];
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
  const events = new EventBridgeClient(asRoot(sandbox));
  const pattern = { source: ["aws.codecommit"], detail: { referenceName: ["main"] } };
  await events.send(new PutRuleCommand({ Name: "pushes", EventPattern: JSON.stringify(pattern) }));
  const RoleArn = await createServiceRole(sandbox, "events", "events.amazonaws.com", [
    "codepipeline:StartPipelineExecution",
  ]);
  const Arn = `arn:aws:codepipeline:${sandbox.region}:${sandbox.accountId}:shop-main`;
  await events.send(new PutTargetsCommand({ Rule: "pushes", Targets: [{ Id: "pipeline", Arn, RoleArn }] }));
}

async function newest(pipelineName = "shop-main"): Promise<string> {
  const { pipelineExecutionSummaries = [] } = await pipelines.send(
    new ListPipelineExecutionsCommand({ pipelineName }),
  );
  return pipelineExecutionSummaries[0]?.pipelineExecutionId ?? "";
}

const approve = (token: string, status: "Approved" | "Rejected" = "Approved") =>
  pipelines.send(
    new PutApprovalResultCommand({
      ...{ pipelineName: "shop-main", stageName: "Release", actionName: "Approve", token },
      result: { status, summary: "looks good" },
    }),
  );

/** One build at a time, as in a new account. */
async function open(): Promise<void> {
  const repositories = { "acme/tests": join(stateDir, "host") };
  sandbox = await startSandbox({ stateDir, repositories, codeBuild: { concurrentBuilds: 1 } });
  pipelines = new CodePipelineClient(asRoot(sandbox));
}

/** Stands for a repository at GitHub. */
function makeHostRepository(): void {
  const folder = join(stateDir, "host");
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder, "-c", "user.name=Ann", "-c", "user.email=ann@example.com", ...args]);
  mkdirSync(folder);
  git("init", "--quiet", "--initial-branch=main");
  writeFileSync(join(folder, "expected.txt"), "shop");
  git("add", ".");
  git("commit", "--quiet", "--message=The tests");
}

/** An object of a bucket that keeps versions, and a connection. Gives the connection's ARN. */
async function makeOtherSources(): Promise<string> {
  const s3 = new S3Client({ ...asRoot(sandbox), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "sources" }));
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket: "sources", VersioningConfiguration }));
  const spec =
    "version: 0.2\nphases:\n  build:\n    commands:\n      - diff name.txt $CODEBUILD_SRC_DIR_Tests/expected.txt\n";
  const Body = zipSync({ "name.txt": bytes("shop"), "buildspec.yml": bytes(spec) });
  await s3.send(new PutObjectCommand({ Bucket: "sources", Key: "shop.zip", Body }));
  const { ConnectionArn = "" } = await new CodeStarConnectionsClient(asRoot(sandbox)).send(
    new CreateConnectionCommand({ ConnectionName: "host", ProviderType: "GitHub" }),
  );
  sandbox.completeConnection(ConnectionArn);
  return ConnectionArn;
}

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "executions-"));
  makeHostRepository();
  await open();
  ground = await makeGround(sandbox);
  await makeShop(sandbox);
  await makeProject();
  connectionArn = await makeOtherSources();
  const NotificationArn = await makeTopic();
  await addPipeline(pipelines, "shop-main", ground, [
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
  commitId = await push(sandbox, { "buildspec.yml": buildspec, "name.txt": "shop" }, "The shop sells");
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(stateDir, { recursive: true, force: true });
});

describe("a pipeline", () => {
  it("starts when it is made, and fails at a source that holds nothing", async () => {
    const execution = await ended(pipelines, "shop-main", firstId);
    expect(execution).toMatchObject({ status: "Failed", trigger: { triggerType: "CreatePipeline" } });
    const [source] = await runsIn(pipelines, "shop-main", firstId);
    expect(source).toMatchObject({ actionName: "App", status: "Failed" });
    expect(source?.output?.executionResult?.errorDetails?.message).toMatch(/main/);
  });

  it("builds what is pushed, asks for approval with what the build set, and is released", async () => {
    const token = await asked(pipelines, "shop-main");
    const id = await newest();
    const [source, build, approval] = await runsIn(pipelines, "shop-main", id);
    expect(source?.output?.outputVariables).toMatchObject({ CommitId: commitId, BranchName: "main" });
    expect(source?.output?.outputArtifacts?.[0]).toMatchObject({
      name: "SourceCodeOfShop",
      s3location: {
        bucket: "pipeline-artifacts",
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
    const runs = await runsIn(pipelines, "shop-main", id);
    expect(runs.at(-1)).toMatchObject({
      status: "Succeeded",
      output: { executionResult: { externalExecutionSummary: "looks good" } },
    });
    const { Messages = [] } = await new SQSClient(asRoot(sandbox)).send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl }),
    );
    const { approval } = JSON.parse(Messages[0]?.Body ?? "{}");
    expect(approval).toMatchObject({ pipelineName: "shop-main", customData: `Release shop-${commitId}?` });
    await expect(approve(approval.token)).rejects.toThrow(/completed already/);
    await expect(approve("00000000-0000-4000-8000-000000000000")).rejects.toThrow(/token/);
  });

  it("keeps what a build makes in the store, and tells its reports", async () => {
    const [, build] = await runsIn(pipelines, "shop-main", await newest());
    const { bucket: Bucket, key: Key } = build?.output?.outputArtifacts?.[0]?.s3location ?? {};
    const s3 = new S3Client({ ...asRoot(sandbox), forcePathStyle: true });
    const { Body, SSEKMSKeyId } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(SSEKMSKeyId).toBe(ground.keyArn);
    const files = unzipSync((await Body?.transformToByteArray()) ?? new Uint8Array());
    expect(new TextDecoder().decode(files["greeting.txt"])).toBe("Hello main from codepipeline/shop-main\n");
    const codebuild = new CodeBuildClient(asRoot(sandbox));
    const { reports: reportArns = [] } = await codebuild.send(new ListReportsCommand());
    const { reports = [] } = await codebuild.send(new BatchGetReportsCommand({ reportArns }));
    expect(reports[0]).toMatchObject({ status: "SUCCEEDED", testSummary: { total: 1 } });
    const { testCases } = await codebuild.send(new DescribeTestCasesCommand({ reportArn: reportArns[0] }));
    expect(testCases).toMatchObject([{ name: "sells", status: "SUCCEEDED" }]);
  });
});

const hostSource = (ConnectionArn: string) =>
  action("Source", "CodeStarSourceConnection", {
    name: "Host",
    configuration: {
      ConnectionArn,
      FullRepositoryId: "acme/tests",
      BranchName: "main",
      DetectChanges: "false",
    },
    outputArtifacts: [{ name: "Tests" }],
  });

describe("a source of a host", () => {
  /** Operator → key without its service → value. */
  type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

  /** Allows each name of the service what a condition on that name's own keys lets through. */
  function useUnder(conditions: Conditions): object[] {
    return ["codeconnections", "codestar-connections"].map((service) => {
      const named = Object.entries(conditions).map(([operator, keys]) => {
        const entries = Object.entries(keys).map(([key, value]) => [`${service}:${key}`, value]);
        return [operator, Object.fromEntries(entries)];
      });
      const Condition = Object.fromEntries(named);
      return { Effect: "Allow", Action: `${service}:UseConnection`, Resource: "*", Condition };
    });
  }

  /** Runs a pipeline that copies what the host has, with a role that may use connections under conditions. */
  async function runUnder(name: string, conditions: Conditions, connection = connectionArn) {
    const roleArn = await createServiceRole(sandbox, name, "codepipeline.amazonaws.com", ["s3:*", "kms:*"]);
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: useUnder(conditions) });
    await new IAMClient(asRoot(sandbox)).send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName: "connections", PolicyDocument }),
    );
    const configuration = { BucketName: ground.bucket, Extract: "false", ObjectKey: `${name}.zip` };
    const copy = action("Deploy", "S3", { name: "Copy", configuration, inputArtifacts: [{ name: "Tests" }] });
    await addPipeline(pipelines, name, { ...ground, roleArn }, [
      { name: "Source", actions: [hostSource(connection)] },
      { name: "Copy", actions: [copy] },
    ]);
    const id = await newest(name);
    const { status } = await ended(pipelines, name, id);
    const [source] = await runsIn(pipelines, name, id);
    return { status, message: source?.output?.executionResult?.errorDetails?.message };
  }

  it("is read under conditions that hold where a call has no repository and no branch", async () => {
    const conditions = {
      StringEqualsIfExists: { FullRepositoryId: "acme/tests" },
      StringLikeIfExists: { BranchName: "main" },
    };
    expect(await runUnder("host-open", conditions)).toEqual({ status: "Succeeded" });
  });

  it.each<[string, Conditions]>([
    ["demands the repository of every call", { StringEquals: { FullRepositoryId: "acme/tests" } }],
    ["demands the branch of every call", { StringEquals: { BranchName: "main" } }],
    ["names another repository", { StringEqualsIfExists: { FullRepositoryId: "acme/other" } }],
    ["names another branch", { StringEqualsIfExists: { BranchName: "other" } }],
  ])("is denied where the role's policy %s", async (what, conditions) => {
    const { status, message } = await runUnder(`host-${what.replaceAll(/[^a-z]/g, "-")}`, conditions);
    expect(status).toBe("Failed");
    expect(message).toMatch(/not authorized to perform: codeconnections:UseConnection/);
  });

  it("fails where nobody has completed its connection, which it names, and is read once somebody has", async () => {
    const { ConnectionArn = "" } = await new CodeStarConnectionsClient(asRoot(sandbox)).send(
      new CreateConnectionCommand({ ConnectionName: "new", ProviderType: "GitHub" }),
    );
    const { status, message } = await runUnder("host-pending", {}, ConnectionArn);
    expect({ status, message }).toMatchObject({
      status: "Failed",
      message: expect.stringMatching(`^Connection ${ConnectionArn} is not available. It is PENDING`),
    });
    sandbox.completeConnection(ConnectionArn);
    expect(await runUnder("host-completed", {}, ConnectionArn)).toEqual({ status: "Succeeded" });
  });

  it("fails where its connection is not there", async () => {
    const missing = `${connectionArn.slice(0, -12)}000000000000`;
    const { status, message } = await runUnder("host-missing", {}, missing);
    expect({ status, message }).toEqual({ status: "Failed", message: `Connection not found: ${missing}` });
  });
});

describe("sources and builds", () => {
  const test = (name: string) =>
    action("Test", "CodeBuild", {
      name,
      configuration: { ProjectName: "shop-build", PrimarySource: "Package" },
      inputArtifacts: [{ name: "Tests" }, { name: "Package" }],
    });

  it("come from S3 and a host; over the account's limit a build fails, and is retried", async () => {
    const object = { S3Bucket: "sources", S3ObjectKey: "shop.zip", PollForSourceChanges: "false" };
    const sources = [
      action("Source", "S3", {
        name: "Object",
        configuration: object,
        outputArtifacts: [{ name: "Package" }],
      }),
      hostSource(connectionArn),
    ];
    await addPipeline(pipelines, "tests", ground, [
      { name: "Source", actions: sources },
      { name: "Test", actions: [test("Left"), test("Right")] },
    ]);
    const id = await newest("tests");
    expect(await ended(pipelines, "tests", id)).toMatchObject({ status: "Failed" });
    const runs = await runsIn(pipelines, "tests", id);
    const failed = runs.filter(({ status }) => status === "Failed");
    expect(failed.map(({ output }) => output?.executionResult?.errorDetails?.message)).toEqual([
      "Error calling startBuild: Cannot have more than 1 builds in queue for the account (Service: AWSCodeBuild; Status Code: 400; Error Code: AccountLimitExceededException; Proxy: null)",
    ]);
    const stage = { pipelineName: "tests", stageName: "Test", pipelineExecutionId: id };
    await pipelines.send(new RetryStageExecutionCommand({ ...stage, retryMode: "FAILED_ACTIONS" }));
    expect(await ended(pipelines, "tests", id)).toMatchObject({ status: "Succeeded" });
    expect(runs.find(({ actionName }) => actionName === "Host")?.output?.outputVariables).toMatchObject({
      AuthorEmail: "ann@example.com",
      CommitMessage: "The tests",
    });
  });

  it("are denied what the pipeline's role may not do", async () => {
    const roleArn = await createServiceRole(sandbox, "poor", "codepipeline.amazonaws.com", ["s3:*", "kms:*"]);
    await addPipeline(pipelines, "poor", { ...ground, roleArn }, [
      { name: "Source", actions: [repositorySource] },
      { name: "Else", actions: [action("Approval", "Manual", { name: "Approve" })] },
    ]);
    const id = await newest("poor");
    await ended(pipelines, "poor", id);
    const [source] = await runsIn(pipelines, "poor", id);
    expect(source?.output?.executionResult?.errorDetails).toMatchObject({
      code: "PermissionError",
      message: expect.stringMatching(/role doesn't have the permissions .* codecommit:GetBranch/),
    });
  });
});

describe("a restart of the sandbox", () => {
  it("keeps what was in progress: a waiting approval is answered afterwards", async () => {
    const { pipelineExecutionId: id = "" } = await pipelines.send(
      new StartPipelineExecutionCommand({ name: "shop-main" }),
    );
    const token = await asked(pipelines, "shop-main");
    await sandbox.close();
    await open();
    expect(await asked(pipelines, "shop-main")).toBe(token);
    await approve(token, "Rejected");
    expect(await ended(pipelines, "shop-main", id)).toMatchObject({ status: "Failed" });
    const runs = await runsIn(pipelines, "shop-main", id);
    expect(runs.at(-1)?.output?.executionResult?.errorDetails?.message).toMatch(/rejected by .*: looks good/);
  });
});
