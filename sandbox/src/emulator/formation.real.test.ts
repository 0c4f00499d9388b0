import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DeleteRoleCommand, DeleteRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as, handler } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import {
  allowRole,
  createStack,
  makeRole,
  makeUser,
  type Statement,
  waitForStack,
} from "./formation.fixture.js";
import { installEmulator } from "./packages.js";

const service = "cloudformation.amazonaws.com";
let dir = "";
let emulator: Emulator;
let formation: CloudFormationClient;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "formation-"));
  const packages = await installEmulator();
  emulator = await startEmulator({ packages, stateDir: dir, accountId: testAccount, region: testRegion });
  formation = new CloudFormationClient(as(emulator));
  const s3 = new S3Client(as(emulator));
  await s3.send(new CreateBucketCommand({ Bucket: "packages" }));
  await s3.send(new PutObjectCommand({ Bucket: "packages", Key: "code.zip", Body: handler("return event") }));
  await makeRole(emulator, "function", "lambda.amazonaws.com", []);
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

const at = (name: string, resource: string) => `arn:aws:${name}:${testRegion}:${testAccount}:${resource}`;
const roleArn = (name: string) => `arn:aws:iam::${testAccount}:role/${name}`;

const inline = { ZipFile: "exports.handler = async () => {}" };
const runtime = { Handler: "index.handler", Runtime: "nodejs20.x" };
const queueOnly = JSON.stringify({ Resources: { Jobs: { Type: "AWS::SQS::Queue" } } });

/** A function with what serverless applications put around it. */
const application = {
  Jobs: { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: 30 } },
  News: { Type: "AWS::SNS::Topic" },
  Subscription: {
    Type: "AWS::SNS::Subscription",
    Properties: {
      TopicArn: { Ref: "News" },
      Protocol: "sqs",
      Endpoint: { "Fn::GetAtt": ["Jobs", "Arn"] },
    },
  },
  Orders: {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    },
  },
  Files: { Type: "AWS::S3::Bucket", Properties: { VersioningConfiguration: { Status: "Enabled" } } },
  Role: {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      },
    },
  },
  Handler: {
    Type: "AWS::Lambda::Function",
    Properties: {
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { S3Bucket: "packages", S3Key: "code.zip" },
      ...runtime,
    },
  },
  Mapping: {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: {
      FunctionName: { Ref: "Handler" },
      EventSourceArn: { "Fn::GetAtt": ["Jobs", "Arn"] },
    },
  },
  Permission: {
    Type: "AWS::Lambda::Permission",
    Properties: {
      FunctionName: { Ref: "Handler" },
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    },
  },
  Log: {
    Type: "AWS::Logs::LogGroup",
    Properties: { LogGroupName: { "Fn::Sub": "/aws/lambda/${Handler}" }, RetentionInDays: 7 },
  },
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "api", ProtocolType: "HTTP" } },
  Integration: {
    Type: "AWS::ApiGatewayV2::Integration",
    Properties: {
      ApiId: { Ref: "Api" },
      IntegrationType: "AWS_PROXY",
      IntegrationUri: { "Fn::GetAtt": ["Handler", "Arn"] },
      PayloadFormatVersion: "2.0",
    },
  },
  Alarm: {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      Namespace: "AWS/Lambda",
      MetricName: "Errors",
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: 1,
      Period: 60,
      Statistic: "Sum",
      Threshold: 0,
    },
  },
};

/** All that the application asks of its role, each by itself, and the resource that fails without it. */
const needs: readonly { readonly fails: string; readonly action: string; readonly statement: Statement }[] = [
  ...need("Jobs", "sqs:CreateQueue", ["sqs:GetQueueAttributes"], at("sqs", "app-*")),
  ...need("News", "sns:CreateTopic", ["sns:GetTopicAttributes"], at("sns", "app-*")),
  // A subscription needs nothing: a topic's own policy lets its account subscribe, as in AWS.
  ...need("Orders", "dynamodb:CreateTable", ["dynamodb:DescribeTable"], at("dynamodb", "table/app-*")),
  ...need("Files", "s3:CreateBucket", [], "arn:aws:s3:::app-*"),
  ...need("Files", "s3:PutBucketVersioning", [], "arn:aws:s3:::app-*"),
  ...need("Role", "iam:CreateRole", ["iam:GetRole"], roleArn("app-*")),
  ...need("Handler", "iam:PassRole", [], roleArn("app-*"), {
    StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" },
  }),
  ...need("Handler", "lambda:CreateFunction", ["lambda:GetFunction"], at("lambda", "function:app-*")),
  ...need("Handler", "s3:GetObject", [], "arn:aws:s3:::packages/*"),
  ...need(
    "Mapping",
    "lambda:CreateEventSourceMapping",
    ["lambda:GetEventSourceMapping"],
    at("lambda", "event-source-mapping:*"),
  ),
  ...need("Permission", "lambda:AddPermission", [], at("lambda", "function:app-*")),
  ...need("Log", "logs:CreateLogGroup", [], at("logs", "log-group:/aws/lambda/app-*")),
  ...need("Log", "logs:PutRetentionPolicy", [], at("logs", "log-group:/aws/lambda/app-*")),
  ...need("Api", "apigateway:POST", [], `arn:aws:apigateway:${testRegion}::/apis`),
  ...need("Integration", "apigateway:POST", [], `arn:aws:apigateway:${testRegion}::/apis/*`),
  ...need(
    "Alarm",
    "cloudwatch:PutMetricAlarm",
    ["cloudwatch:DescribeAlarms"],
    at("cloudwatch", "alarm:app-*"),
  ),
];

function need(fails: string, action: string, more: string[], Resource: string, Condition?: object) {
  const statement = { Action: [action, ...more], Resource, ...(Condition && { Condition }) };
  return [{ fails, action, statement }];
}

/** What a rollback asks for, which a role that may make a thing should not lack. */
const removal: Statement = {
  Action: [
    "sqs:DeleteQueue",
    "sns:DeleteTopic",
    "sns:Unsubscribe",
    "sns:GetSubscriptionAttributes",
    "dynamodb:DeleteTable",
    "s3:DeleteBucket",
    "iam:DeleteRole",
    "iam:List*",
    "lambda:Delete*",
    "lambda:RemovePermission",
    "logs:DeleteLogGroup",
    "apigateway:DELETE",
    "cloudwatch:DeleteAlarms",
    "sqs:GetQueueAttributes",
    "sns:GetTopicAttributes",
    "dynamodb:DescribeTable",
    "iam:GetRole",
    "lambda:Get*",
  ],
  Resource: "*",
};

describe("CloudFormation with a role", () => {
  it("makes what the role may make", async () => {
    const statements = [...needs.map(({ statement }) => statement), removal];
    const RoleARN = await makeRole(emulator, "deployer", service, statements);
    const TemplateBody = JSON.stringify({ Resources: application });
    const made = await createStack(formation, { StackName: "app-whole", TemplateBody, RoleARN });
    expect(made).toEqual({ status: "CREATE_COMPLETE", failures: [] });
    const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName: "app-whole" }));
    expect(Stacks?.[0]?.RoleARN).toBe(RoleARN);
  });

  it.each(needs.map((one, index) => ({ ...one, index })))(
    "fails $fails without $action of it",
    async ({ fails, action, index }) => {
      const held = needs.filter((_, at) => at !== index).map(({ statement }) => statement);
      const RoleARN = await makeRole(emulator, `deployer-${index}`, service, [...held, removal]);
      const TemplateBody = JSON.stringify({ Resources: application });
      const made = await createStack(formation, { StackName: `app-${index}`, TemplateBody, RoleARN });
      expect(made.status).toBe("ROLLBACK_COMPLETE");
      expect(made.failures[0]).toContain(`${fails}: `);
      const denied =
        action === "s3:GetObject" ? "S3 Error Code: AccessDenied" : `not authorized to perform: ${action}`;
      expect(made.failures[0]).toContain(denied);
    },
  );

  it("takes back what it had made before it was denied", async () => {
    const RoleARN = await makeRole(emulator, "nothing", service, []);
    const queue = { Type: "AWS::SQS::Queue" };
    const TemplateBody = JSON.stringify({ Resources: { Unnamed: queue } });
    const made = await createStack(formation, { StackName: "taken-back", TemplateBody, RoleARN });
    expect(made.status).toBe("ROLLBACK_COMPLETE");
    const [, name] =
      /resource: arn:aws:sqs:[^:]*:[^:]*:(\S+) because no identity-based policy/.exec(
        made.failures[0] ?? "",
      ) ?? [];
    const look = new SQSClient(as(emulator)).send(new GetQueueUrlCommand({ QueueName: name }));
    await expect(look).rejects.toThrow(/does not exist/);
  });

  it("leaves what others made and bears the same name", async () => {
    const TemplateBody = JSON.stringify({
      Resources: { Named: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/shared" } } },
    });
    expect((await createStack(formation, { StackName: "first-owner", TemplateBody })).status).toBe(
      "CREATE_COMPLETE",
    );
    const denied = await createStack(formation, {
      StackName: "second-owner",
      TemplateBody,
      RoleARN: roleArn("nothing"),
    });
    expect(denied.failures[0]).toContain("logs:CreateLogGroup");
    const logs = new CloudWatchLogsClient(as(emulator));
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/shared" }));
    expect(logGroups).toHaveLength(1);
  });

  it("cannot roll back what the role may not delete", async () => {
    const { Jobs } = application;
    const RoleARN = await makeRole(emulator, "makes-only", service, [
      { Action: ["sqs:CreateQueue", "sqs:GetQueueAttributes"], Resource: "*" },
    ]);
    const News = { Type: "AWS::SNS::Topic", DependsOn: "Jobs" };
    const TemplateBody = JSON.stringify({ Resources: { Jobs, News } });
    const made = await createStack(formation, { StackName: "stuck", TemplateBody, RoleARN });
    expect(made.status).toBe("ROLLBACK_FAILED");
    expect(made.failures.join("\n")).toContain("sqs:DeleteQueue");
  });

  it("keeps to it in later operations, and asks it of what changes", async () => {
    const RoleARN = await makeRole(emulator, "later", service, [
      { Action: ["sqs:CreateQueue", "sqs:GetQueueAttributes"], Resource: "*" },
    ]);
    await createStack(formation, { StackName: "later", TemplateBody: queueOnly, RoleARN });
    const changed = { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: 60 } };
    const TemplateBody = JSON.stringify({ Resources: { Jobs: changed } });
    await formation.send(new UpdateStackCommand({ StackName: "later", TemplateBody }));
    const updated = await waitForStack(formation, "later");
    expect(updated.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(updated.failures[0]).toContain("sqs:SetQueueAttributes");
    await formation.send(new DeleteStackCommand({ StackName: "later" }));
    const deleted = await waitForStack(formation, "later");
    expect(deleted.status).toBe("DELETE_FAILED");
    await allowRole(emulator, "later", [{ Action: "sqs:*", Resource: "*" }]);
    await formation.send(new DeleteStackCommand({ StackName: "later" }));
    await expect(waitForStack(formation, "later")).rejects.toThrow(/does not exist/);
  });

  it("executes a change set with the role that it was made with", async () => {
    const RoleARN = await makeRole(emulator, "of-the-set", service, []);
    const StackName = "by-set";
    const set = { StackName, ChangeSetName: "first", ChangeSetType: "CREATE" as const };
    await formation.send(new CreateChangeSetCommand({ ...set, TemplateBody: queueOnly, RoleARN }));
    await formation.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName: "first" }));
    const made = await waitForStack(formation, StackName);
    expect(made.status).toBe("ROLLBACK_COMPLETE");
    expect(made.failures[0]).toContain("assumed-role/of-the-set/AWSCloudFormation is not authorized");
    const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks?.[0]?.RoleARN).toBe(RoleARN);
  });

  it("refuses a role that is not there, trusts somebody else, or was deleted since", async () => {
    const make = (RoleARN: string, StackName = "refused") =>
      formation.send(new CreateStackCommand({ StackName, TemplateBody: queueOnly, RoleARN }));
    for (const name of ["not-there", "function"])
      await expect(make(roleArn(name))).rejects.toThrow(
        `Role ${roleArn(name)} is invalid or cannot be assumed`,
      );
    const RoleARN = await makeRole(emulator, "short-lived", service, [{ Action: "sqs:*", Resource: "*" }]);
    await createStack(formation, { StackName: "outlived", TemplateBody: queueOnly, RoleARN });
    const iam = new IAMClient(as(emulator));
    await iam.send(new DeleteRolePolicyCommand({ RoleName: "short-lived", PolicyName: "allowed" }));
    await iam.send(new DeleteRoleCommand({ RoleName: "short-lived" }));
    const deletion = formation.send(new DeleteStackCommand({ StackName: "outlived" }));
    await expect(deletion).rejects.toThrow(`Role ${RoleARN} is invalid or cannot be assumed`);
  });

  it("asks who gives the role for iam:PassRole", async () => {
    const may = (passed: string): Statement[] => [
      { Action: "cloudformation:*", Resource: "*" },
      {
        Action: "iam:PassRole",
        Resource: roleArn("deployer"),
        Condition: { StringEquals: { "iam:PassedToService": passed } },
      },
    ];
    const stack = { StackName: "passed", TemplateBody: queueOnly, RoleARN: roleArn("deployer") };
    const other = new CloudFormationClient(await makeUser(emulator, "other", may("lambda.amazonaws.com")));
    await expect(other.send(new CreateStackCommand(stack))).rejects.toThrow(
      `user/other is not authorized to perform: iam:PassRole on resource: ${roleArn("deployer")}`,
    );
    const giver = new CloudFormationClient(await makeUser(emulator, "giver", may(service)));
    expect(await createStack(giver, { ...stack, StackName: "app-passed" })).toMatchObject({
      status: "CREATE_COMPLETE",
    });
  });

  it("refuses a type of which nobody knows what it asks", async () => {
    const TemplateBody = JSON.stringify({
      Resources: { Setting: { Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value: "1" } } },
    });
    const stack = { StackName: "unjudged", TemplateBody, RoleARN: roleArn("deployer") };
    const made = await createStack(formation, stack);
    expect(made.status).toBe("ROLLBACK_COMPLETE");
    expect(made.failures[0]).toContain("permissions CloudFormation needs for AWS::SSM::Parameter");
    const alone = await createStack(formation, { StackName: "judged-by-nobody", TemplateBody });
    expect(alone.status).toBe("CREATE_COMPLETE");
  });
});

describe("CloudFormation without a role", () => {
  it("may what its caller may", async () => {
    const caller = await makeUser(emulator, "by-hand", [
      { Action: "cloudformation:*", Resource: "*" },
      { Action: ["sqs:CreateQueue", "sqs:GetQueueAttributes"], Resource: at("sqs", "mine-*") },
    ]);
    const client = new CloudFormationClient(caller);
    const mine = await createStack(client, { StackName: "mine", TemplateBody: queueOnly });
    expect(mine).toEqual({ status: "CREATE_COMPLETE", failures: [] });
    const theirs = await createStack(client, { StackName: "theirs", TemplateBody: queueOnly });
    expect(theirs.status).toBe("ROLLBACK_COMPLETE");
    expect(theirs.failures[0]).toContain("user/by-hand is not authorized to perform: sqs:CreateQueue");
  });
});

describe("a function of a template", () => {
  const made = (StackName: string, Properties: object) =>
    createStack(formation, {
      StackName,
      TemplateBody: JSON.stringify({
        Resources: { Handler: { Type: "AWS::Lambda::Function", Properties: { ...runtime, ...Properties } } },
      }),
    });

  it.each([
    ["no-code", {}, "function", "Please provide a source for function code."],
    ["no-object", { S3Bucket: "packages", S3Key: "none.zip" }, "function", "S3 Error Code: NoSuchKey"],
    ["no-bucket", { S3Bucket: "nowhere", S3Key: "code.zip" }, "function", "S3 Error Code: NoSuchBucket"],
    ["no-role", inline, "none", "The role defined for the function cannot be assumed by Lambda."],
    ["no-trust", inline, "deployer", "The role defined for the function cannot be assumed by Lambda."],
  ])("fails with %s", async (name, Code, role, reason) => {
    const { status, failures } = await made(name, { Code, Role: roleArn(role) });
    expect(status).toBe("ROLLBACK_COMPLETE");
    expect(failures[0]).toContain("Handler: ");
    expect(failures[0]).toContain(reason);
  });

  it("is made with code and a role", async () => {
    const code = { S3Bucket: "packages", S3Key: "code.zip" };
    expect(await made("complete", { Code: code, Role: roleArn("function") })).toEqual({
      status: "CREATE_COMPLETE",
      failures: [],
    });
  });
});
