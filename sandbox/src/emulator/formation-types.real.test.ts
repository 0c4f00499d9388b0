import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, DeleteStackCommand } from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { decisionsOf } from "./decisions.js";
import { as, handler } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { createStack, makeRole, waitForStack } from "./formation.fixture.js";
import { installEmulator } from "./packages.js";

let dir = "";
let emulator: Emulator;
let formation: CloudFormationClient;
const role = (name: string) => `arn:aws:iam::${testAccount}:role/${name}`;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "types-"));
  const packages = await installEmulator();
  const place = { stateDir: dir, accountId: testAccount, region: testRegion };
  emulator = await startEmulator({ packages, ...place, unjudgedTypes: "pass" });
  formation = new CloudFormationClient(as(emulator));
  const s3 = new S3Client(as(emulator));
  await s3.send(new CreateBucketCommand({ Bucket: "packages" }));
  await s3.send(new PutObjectCommand({ Bucket: "packages", Key: "code.zip", Body: handler("return event") }));
  await makeRole(emulator, "deployer", "cloudformation.amazonaws.com", [{ Action: "*", Resource: "*" }]);
  await makeRole(emulator, "given", "lambda.amazonaws.com", []);
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

const fn = (attribute?: string) =>
  attribute ? { "Fn::GetAtt": ["Handler", attribute] } : { Ref: "Handler" };
const allowing = (Action: string, Resource: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action, Resource }],
});
const definition = JSON.stringify({ StartAt: "End", States: { End: { Type: "Succeed" } } });
const S3Location = { S3Bucket: "packages", S3Key: "code.zip" };
const at = (service: string, resource: string) =>
  `arn:aws:${service}:${testRegion}:${testAccount}:${resource}`;
const rest = `arn:aws:apigateway:${testRegion}::/restapis`;
const http = `arn:aws:apigateway:${testRegion}::/apis`;

/** A resource of each kind, and what its creation and deletion ask for, where `*` is what only AWS names. */
const resources: Record<string, readonly [type: string, properties: object, ...asked: string[]]> = {
  Queue: [
    "AWS::SQS::Queue",
    { QueueName: "jobs", Tags: [{ Key: "team", Value: "a" }] },
    `sqs:CreateQueue ${at("sqs", "jobs")}`,
    `sqs:TagQueue ${at("sqs", "jobs")}`,
    `sqs:DeleteQueue ${at("sqs", "jobs")}`,
  ],
  QueuePolicy: [
    "AWS::SQS::QueuePolicy",
    { Queues: [{ Ref: "Queue" }], PolicyDocument: allowing("sqs:SendMessage", "*") },
    `sqs:SetQueueAttributes ${at("sqs", "jobs")}`,
  ],
  Topic: ["AWS::SNS::Topic", { TopicName: "news" }, `sns:CreateTopic ${at("sns", "news")}`],
  TopicPolicy: [
    "AWS::SNS::TopicPolicy",
    { Topics: [{ Ref: "Topic" }], PolicyDocument: allowing("sns:Publish", "*") },
    `sns:SetTopicAttributes ${at("sns", "news")}`,
  ],
  Bucket: [
    "AWS::S3::Bucket",
    { BucketName: "files" },
    "s3:CreateBucket arn:aws:s3:::files",
    "s3:DeleteBucket arn:aws:s3:::files",
  ],
  BucketPolicy: [
    "AWS::S3::BucketPolicy",
    { Bucket: { Ref: "Bucket" }, PolicyDocument: allowing("s3:GetObject", "arn:aws:s3:::files/*") },
    "s3:PutBucketPolicy arn:aws:s3:::files",
    "s3:DeleteBucketPolicy arn:aws:s3:::files",
  ],
  Handler: [
    "AWS::Lambda::Function",
    {
      FunctionName: "handler",
      Role: role("given"),
      Handler: "index.handler",
      Runtime: "nodejs20.x",
      Code: S3Location,
      ReservedConcurrentExecutions: 1,
    },
    `iam:PassRole ${role("given")}`,
    "s3:GetObject arn:aws:s3:::packages/code.zip",
    `lambda:CreateFunction ${at("lambda", "function:handler")}`,
    `lambda:PutFunctionConcurrency ${at("lambda", "function:handler")}`,
    `lambda:DeleteFunction ${at("lambda", "function:handler")}`,
  ],
  Version: [
    "AWS::Lambda::Version",
    { FunctionName: fn() },
    `lambda:PublishVersion ${at("lambda", "function:handler")}`,
  ],
  Alias: [
    "AWS::Lambda::Alias",
    { FunctionName: fn("Arn"), Name: "live", FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] } },
    `lambda:CreateAlias ${at("lambda", "function:handler")}`,
    `lambda:DeleteAlias ${at("lambda", "function:handler")}`,
  ],
  Url: [
    "AWS::Lambda::Url",
    { TargetFunctionArn: fn("Arn"), AuthType: "AWS_IAM" },
    `lambda:CreateFunctionUrlConfig ${at("lambda", "function:handler")}`,
  ],
  Layer: [
    "AWS::Lambda::LayerVersion",
    { LayerName: "shared", Content: S3Location },
    `lambda:PublishLayerVersion ${at("lambda", "layer:shared")}`,
    `lambda:DeleteLayerVersion ${at("lambda", "layer:shared:*")}`,
  ],
  Role: [
    "AWS::IAM::Role",
    { RoleName: "of-the-stack", Path: "/apps/", AssumeRolePolicyDocument: allowing("sts:AssumeRole", "*") },
    `iam:CreateRole ${role("apps/of-the-stack")}`,
    `iam:DeleteRole ${role("apps/of-the-stack")}`,
  ],
  Policy: [
    "AWS::IAM::Policy",
    {
      PolicyName: "own",
      Roles: [{ Ref: "Role" }],
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
      },
    },
    `iam:PutRolePolicy ${role("apps/of-the-stack")}`,
    `iam:DeleteRolePolicy ${role("apps/of-the-stack")}`,
  ],
  Log: [
    "AWS::Logs::LogGroup",
    { LogGroupName: "/ours" },
    `logs:CreateLogGroup ${at("logs", "log-group:/ours")}`,
    `logs:DeleteLogGroup ${at("logs", "log-group:/ours")}`,
  ],
  Filter: [
    "AWS::Logs::MetricFilter",
    {
      LogGroupName: { Ref: "Log" },
      FilterPattern: "ERROR",
      MetricTransformations: [{ MetricName: "Errors", MetricNamespace: "Ours", MetricValue: "1" }],
    },
    `logs:PutMetricFilter ${at("logs", "log-group:/ours")}`,
  ],
  Bus: ["AWS::Events::EventBus", { Name: "ours" }, `events:CreateEventBus ${at("events", "event-bus/ours")}`],
  Rule: [
    "AWS::Events::Rule",
    {
      Name: "hourly",
      ScheduleExpression: "rate(1 hour)",
      Targets: [{ Id: "jobs", Arn: { "Fn::GetAtt": ["Queue", "Arn"] }, RoleArn: role("given") }],
    },
    `events:PutRule ${at("events", "rule/hourly")}`,
    `events:PutTargets ${at("events", "rule/hourly")}`,
    `events:RemoveTargets ${at("events", "rule/hourly")}`,
    `iam:PassRole ${role("given")}`,
  ],
  Schedule: [
    "AWS::Scheduler::Schedule",
    {
      Name: "nightly",
      ScheduleExpression: "rate(1 day)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: { "Fn::GetAtt": ["Queue", "Arn"] }, RoleArn: role("given") },
    },
    `scheduler:CreateSchedule ${at("scheduler", "schedule/default/nightly")}`,
  ],
  Machine: [
    "AWS::StepFunctions::StateMachine",
    { StateMachineName: "flow", RoleArn: role("given"), DefinitionString: definition },
    `states:CreateStateMachine ${at("states", "stateMachine:flow")}`,
    `states:DeleteStateMachine ${at("states", "stateMachine:flow")}`,
  ],
  Board: [
    "AWS::CloudWatch::Dashboard",
    { DashboardName: "ours", DashboardBody: '{"widgets":[]}' },
    `cloudwatch:PutDashboard arn:aws:cloudwatch::${testAccount}:dashboard/ours`,
  ],
  Rest: [
    "AWS::ApiGateway::RestApi",
    { Name: "rest" },
    `apigateway:POST ${rest}`,
    `apigateway:DELETE ${rest}/*`,
  ],
  Path: [
    "AWS::ApiGateway::Resource",
    { RestApiId: { Ref: "Rest" }, ParentId: { "Fn::GetAtt": ["Rest", "RootResourceId"] }, PathPart: "items" },
    `apigateway:POST ${rest}/*/resources`,
  ],
  Method: [
    "AWS::ApiGateway::Method",
    {
      RestApiId: { Ref: "Rest" },
      ResourceId: { Ref: "Path" },
      HttpMethod: "GET",
      AuthorizationType: "NONE",
      Integration: { Type: "MOCK" },
    },
    `apigateway:PUT ${rest}/*/resources/*/methods/GET`,
  ],
  Http: ["AWS::ApiGatewayV2::Api", { Name: "http", ProtocolType: "HTTP" }, `apigateway:POST ${http}`],
  Stage: [
    "AWS::ApiGatewayV2::Stage",
    { ApiId: { Ref: "Http" }, StageName: "live", AutoDeploy: true },
    `apigateway:POST ${http}/*/stages`,
    `apigateway:DELETE ${http}/*/stages/live`,
  ],
};

describe("the types of serverless applications", () => {
  const asked = async () => {
    const decisions = await decisionsOf(emulator);
    const ours = decisions.filter(({ principal }) => principal === role("deployer"));
    return ours.map(({ action, resource }) => `${action} ${resource}`);
  };
  let made: string[] = [];

  beforeAll(async () => {
    const entries = Object.entries(resources).map(([name, [Type, Properties]]) => [
      name,
      { Type, Properties },
    ]);
    const TemplateBody = JSON.stringify({ Resources: Object.fromEntries(entries) });
    const stack = await createStack(formation, { StackName: "all", TemplateBody, RoleARN: role("deployer") });
    expect(stack).toEqual({ status: "CREATE_COMPLETE", failures: [] });
    await formation.send(new DeleteStackCommand({ StackName: "all" }));
    await expect(waitForStack(formation, "all")).rejects.toThrow("does not exist");
    made = await asked();
  });

  it.each(Object.entries(resources))("asks for what %s needs", (_, [, , ...expected]) => {
    const pattern = (one: string) =>
      new RegExp(`^${one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\*", "[^/]+")}$`);
    const missing = expected.filter((one) => !made.some((found) => pattern(one).test(found)));
    expect(missing).toEqual([]);
  });
});

it("lets other types pass with a line in the log, where that is set", async () => {
  const Setting = { Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value: "1" } };
  const TemplateBody = JSON.stringify({ Resources: { Setting } });
  const made = await createStack(formation, {
    StackName: "unjudged",
    TemplateBody,
    RoleARN: role("deployer"),
  });
  expect(made).toEqual({ status: "CREATE_COMPLETE", failures: [] });
  expect(await readFile(join(dir, "log"), "utf8")).toContain(
    "Setting of type AWS::SSM::Parameter is made without asking the stack's role",
  );
});
