import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CodeBuildClient, CreateProjectCommand } from "@aws-sdk/client-codebuild";
import { CodeCommitClient, CreateRepositoryCommand } from "@aws-sdk/client-codecommit";
import { CodePipelineClient, CreatePipelineCommand } from "@aws-sdk/client-codepipeline";
import { CodeStarConnectionsClient, CreateConnectionCommand } from "@aws-sdk/client-codestar-connections";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreatePolicyCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asRoot, createServiceRole } from "../../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../../sandbox.js";
import { drawInventory } from "../show.js";
import { takeInventory } from "./index.js";

let stateDir: string;
let sandbox: Sandbox;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "stagewright-inventory-"));
  sandbox = await startSandbox({ stateDir });
});

afterAll(async () => {
  await sandbox.close();
  await rm(stateDir, { recursive: true });
});

/** Key ids and ports are new each time. */
const draw = async () =>
  drawInventory(await takeInventory({ pid: process.pid, ...sandbox }, stateDir)).replace(
    /[0-9a-f-]{36}/g,
    "<id>",
  );

async function fillData(): Promise<void> {
  const dynamo = new DynamoDBClient(asRoot(sandbox));
  await dynamo.send(
    new CreateTableCommand({
      TableName: "items",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    }),
  );
  await dynamo.send(new PutItemCommand({ TableName: "items", Item: { id: { S: "a" } } }));
  const s3 = new S3Client(asRoot(sandbox));
  await s3.send(new CreateBucketCommand({ Bucket: "shop" }));
  await s3.send(new PutObjectCommand({ Bucket: "shop", Key: "a/b", Body: "c" }));
  await new SSMClient(asRoot(sandbox)).send(
    new PutParameterCommand({ Name: "/a", Value: "b", Type: "String" }),
  );
}

async function fillIdentity(): Promise<void> {
  const iam = new IAMClient(asRoot(sandbox));
  const nothing = { Effect: "Deny", Action: "*", Resource: "*" };
  const document = JSON.stringify({ Version: "2012-10-17", Statement: [nothing] });
  await iam.send(
    new CreatePolicyCommand({ PolicyName: "nothing", Path: "/team/", PolicyDocument: document }),
  );
  await iam.send(new CreateUserCommand({ UserName: "ada" }));
  const kms = new KMSClient(asRoot(sandbox));
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new CreateAliasCommand({ AliasName: "alias/shop", TargetKeyId: KeyMetadata?.KeyId }));
}

async function fillMessaging(): Promise<void> {
  const sqs = new SQSClient(asRoot(sandbox));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "letters" }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
  const sns = new SNSClient(asRoot(sandbox));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "approvals" }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "ada@example.com" }));
  const events = new EventBridgeClient(asRoot(sandbox));
  await events.send(new PutRuleCommand({ Name: "nightly", ScheduleExpression: "rate(1 day)" }));
  await events.send(new CreateEventBusCommand({ Name: "own" }));
}

async function fillRunning(): Promise<void> {
  const Role = await createServiceRole(sandbox, "runner", "lambda.amazonaws.com", ["logs:*"]);
  const ZipFile = zipSync({ "index.js": new TextEncoder().encode("exports.handler = async () => 1;") });
  const shape = { Runtime: "nodejs22.x" as const, Handler: "index.handler" };
  await new LambdaClient(asRoot(sandbox)).send(
    new CreateFunctionCommand({ FunctionName: "dispatcher", Role, Code: { ZipFile }, ...shape }),
  );
  const logs = new CloudWatchLogsClient(asRoot(sandbox));
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/shop" }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: "/shop", retentionInDays: 30 }));
  const Resources = { Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "stacked" } } };
  await new CloudFormationClient(asRoot(sandbox)).send(
    new CreateStackCommand({ StackName: "stack", TemplateBody: JSON.stringify({ Resources }) }),
  );
  const metric = {
    Namespace: "AWS/SQS",
    MetricName: "NumberOfMessagesSent",
    Statistic: "Sum" as const,
    Period: 60,
  };
  const limit = { EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: "GreaterThanThreshold" as const };
  await new CloudWatchClient(asRoot(sandbox)).send(
    new PutMetricAlarmCommand({ AlarmName: "letters", ...metric, ...limit }),
  );
}

async function fillCodeSuite(): Promise<void> {
  await new CodeCommitClient(asRoot(sandbox)).send(new CreateRepositoryCommand({ repositoryName: "shop" }));
  await new CodeStarConnectionsClient(asRoot(sandbox)).send(
    new CreateConnectionCommand({ ConnectionName: "github", ProviderType: "GitHub" }),
  );
  await new CodeBuildClient(asRoot(sandbox)).send(
    new CreateProjectCommand({
      name: "shop-build",
      serviceRole: await createServiceRole(sandbox, "build", "codebuild.amazonaws.com", ["logs:*"]),
      source: { type: "CODEPIPELINE" },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type: "LINUX_CONTAINER",
        computeType: "BUILD_GENERAL1_SMALL",
        image: "aws/codebuild/standard:7.0",
      },
    }),
  );
  await createPipeline();
}

async function createPipeline(): Promise<void> {
  const source = {
    name: "Repo",
    actionTypeId: {
      category: "Source" as const,
      owner: "AWS" as const,
      provider: "CodeCommit",
      version: "1",
    },
    configuration: { RepositoryName: "shop", BranchName: "main" },
    outputArtifacts: [{ name: "Source" }],
  };
  const build = {
    name: "Build",
    actionTypeId: { category: "Build" as const, owner: "AWS" as const, provider: "CodeBuild", version: "1" },
    configuration: { ProjectName: "shop-build" },
    inputArtifacts: [{ name: "Source" }],
  };
  const pipeline = {
    name: "shop",
    pipelineType: "V2" as const,
    roleArn: await createServiceRole(sandbox, "pipeline", "codepipeline.amazonaws.com", ["*"]),
    artifactStore: { type: "S3" as const, location: "shop" },
    stages: [
      { name: "Source", actions: [source] },
      { name: "Build", actions: [build] },
    ],
  };
  await new CodePipelineClient(asRoot(sandbox)).send(new CreatePipelineCommand({ pipeline }));
}

it("shows nothing at first, then everything that was made, and only where something is", async () => {
  expect(await draw()).toBe("Nothing yet.");
  await Promise.all([fillData(), fillIdentity(), fillMessaging(), fillRunning()]);
  await fillCodeSuite();
  const other = { ...asRoot(sandbox, "222222222222"), region: "us-east-2" };
  await new CodeCommitClient(other).send(new CreateRepositoryCommand({ repositoryName: "elsewhere" }));
  expect(await draw()).toMatchInlineSnapshot(`
    "account 111111111111
    ├─ S3 buckets
    │  └─ shop (1 object)
    ├─ IAM roles
    │  ├─ build (for codebuild.amazonaws.com)
    │  ├─ pipeline (for codepipeline.amazonaws.com)
    │  └─ runner (for lambda.amazonaws.com)
    ├─ IAM policies
    │  └─ team/nothing
    ├─ IAM users
    │  └─ ada
    └─ eu-central-1
       ├─ DynamoDB tables
       │  └─ items (1 item, stream)
       ├─ Lambda functions
       │  └─ dispatcher (nodejs22.x)
       ├─ EventBridge buses
       │  ├─ default
       │  │  └─ nightly (rate(1 day), ENABLED)
       │  └─ own
       ├─ SNS topics
       │  └─ approvals
       │     └─ email ada@example.com
       ├─ SQS queues
       │  ├─ letters (1 message)
       │  └─ stacked (0 messages)
       ├─ CloudFormation stacks
       │  └─ stack (CREATE_COMPLETE)
       ├─ log groups
       │  └─ /shop (kept 30 days)
       ├─ CloudWatch alarms
       │  └─ letters (INSUFFICIENT_DATA)
       ├─ KMS keys
       │  └─ <id> (alias/shop, Enabled)
       ├─ SSM parameters
       │  └─ /a (String)
       ├─ CodePipeline pipelines
       │  └─ shop (V2)
       │     ├─ Source
       │     │  └─ Repo (CodeCommit)
       │     └─ Build
       │        └─ Build (CodeBuild)
       ├─ CodeBuild projects
       │  └─ shop-build
       ├─ CodeCommit repositories
       │  └─ shop
       └─ CodeConnections connections
          └─ github (GitHub, PENDING)
    account 222222222222
    └─ us-east-2
       └─ CodeCommit repositories
          └─ elsewhere"
  `);
});
