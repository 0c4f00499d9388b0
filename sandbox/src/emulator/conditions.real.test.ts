import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchClient, DescribeAlarmsCommand, PutDashboardCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import {
  EventBridgeClient,
  ListTagsForResourceCommand as ListTags,
  PutEventsCommand,
  PutRuleCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { CreateTopicCommand, ListTagsForResourceCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testRegion } from "../test-account.fixture.js";
import { as, trustOfService } from "./emulator.fixture.js";
import { decisionsOf, type Emulator, installEmulator, startEmulator } from "./index.js";

const account = "111111111111";
const boundary = `arn:aws:iam::${account}:policy/boundary`;
const topic = `arn:aws:sns:${testRegion}:${account}:mine`;
const bus = `arn:aws:events:${testRegion}:${account}:event-bus/default`;

const table = (name: string) => `arn:aws:dynamodb:${testRegion}:${account}:table/${name}`;

const statements = [
  {
    Effect: "Allow",
    Action: ["iam:CreateRole", "iam:PutRolePolicy"],
    Resource: "*",
    Condition: { StringEquals: { "iam:PermissionsBoundary": boundary } },
  },
  { Effect: "Allow", Action: "sns:ListTagsForResource", Resource: topic },
  {
    Effect: "Allow",
    Action: ["events:PutRule", "events:ListTagsForResource"],
    Resource: `arn:aws:events:${testRegion}:${account}:rule/mine`,
  },
  { Effect: "Allow", Action: "kms:DeleteAlias", Resource: `arn:aws:kms:${testRegion}:${account}:alias/mine` },
  {
    Effect: "Allow",
    Action: "events:PutEvents",
    Resource: bus,
    Condition: { StringEquals: { "events:source": "mine" } },
  },
  {
    Effect: "Allow",
    Action: "kms:DescribeKey",
    Resource: `arn:aws:kms:${testRegion}:${account}:key/*`,
    Condition: { StringEquals: { "kms:RequestAlias": "alias/mine" } },
  },
  {
    Effect: "Allow",
    Action: "dynamodb:UpdateItem",
    Resource: table("rows"),
    Condition: { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["Id", "Mine"] } },
  },
  {
    Effect: "Allow",
    Action: ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
    Resource: table("rows"),
    Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["mine/*"] } },
  },
  {
    Effect: "Allow",
    Action: "lambda:AddPermission",
    Resource: `arn:aws:lambda:${testRegion}:${account}:function:mine`,
    Condition: { StringEquals: { "lambda:Principal": "events.amazonaws.com" } },
  },
  {
    Effect: "Allow",
    Action: "lambda:*EventSourceMapping",
    Resource: "*",
    Condition: {
      ArnEquals: { "lambda:FunctionArn": `arn:aws:lambda:${testRegion}:${account}:function:mine` },
    },
  },
  {
    Effect: "Allow",
    Action: [
      "cloudwatch:PutDashboard",
      "cloudwatch:DescribeAlarms",
      "iam:CreatePolicy",
      "dynamodb:ListTagsOfResource",
    ],
    Resource: [
      `arn:aws:cloudwatch:${testRegion}:${account}:alarm:mine`,
      `arn:aws:cloudwatch::${account}:dashboard/mine`,
      `arn:aws:iam::${account}:policy/mine`,
      table("mine"),
    ],
  },
];
const least = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:GetCallerIdentity", Resource: "*" }],
});

let emulator: Emulator;
let stateDir: string;
/** A user with these statements, and nothing else. */
let user: ReturnType<typeof as>;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "stagewright-conditions-"));
  const packages = await installEmulator();
  emulator = await startEmulator({ packages, stateDir, accountId: account, region: testRegion });
  const iam = new IAMClient(as(emulator));
  await iam.send(new CreatePolicyCommand({ PolicyName: "boundary", PolicyDocument: least }));
  await iam.send(new CreateUserCommand({ UserName: "user" }));
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  await iam.send(new PutUserPolicyCommand({ UserName: "user", PolicyName: "may", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "user" }));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  user = { ...as(emulator), credentials: { accessKeyId, secretAccessKey } };
});

afterAll(async () => {
  await emulator.close();
  await rm(stateDir, { recursive: true, force: true });
});

describe("policies of who calls", () => {
  it("see the boundary that a request sets, and the one that a role bears", async () => {
    const iam = new IAMClient(user);
    const AssumeRolePolicyDocument = trustOfService("codebuild.amazonaws.com");
    const bounded = { RoleName: "bounded", AssumeRolePolicyDocument, PermissionsBoundary: boundary };
    await iam.send(new CreateRoleCommand(bounded));
    const free = { RoleName: "free", AssumeRolePolicyDocument };
    await expect(iam.send(new CreateRoleCommand(free))).rejects.toThrow(/iam:CreateRole/);
    await new IAMClient(as(emulator)).send(new CreateRoleCommand(free));
    const put = (RoleName: string) =>
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: least }));
    await put("bounded");
    await expect(put("free")).rejects.toThrow(/iam:PutRolePolicy/);
  });

  it("see the topic whose tags are asked for", async () => {
    for (const Name of ["mine", "other"])
      await new SNSClient(as(emulator)).send(new CreateTopicCommand({ Name }));
    const tagsOf = (ResourceArn: string) =>
      new SNSClient(user).send(new ListTagsForResourceCommand({ ResourceArn }));
    await tagsOf(topic);
    await expect(tagsOf(topic.replace("mine", "other"))).rejects.toThrow(/sns:ListTagsForResource/);
  });

  it("see rules of the default bus, and aliases, by their names", async () => {
    const rule = (Name: string) =>
      new EventBridgeClient(user).send(new PutRuleCommand({ Name, ScheduleExpression: "rate(1 hour)" }));
    await rule("mine");
    await expect(rule("other")).rejects.toThrow(/events:PutRule/);
    const ResourceARN = `arn:aws:events:${testRegion}:${account}:rule/mine`;
    await new EventBridgeClient(user).send(new ListTags({ ResourceARN }));
    const alias = (AliasName: string) => new KMSClient(user).send(new DeleteAliasCommand({ AliasName }));
    await expect(alias("alias/mine")).rejects.toThrow(/not found|does not exist/i);
    await expect(alias("alias/other")).rejects.toThrow(/kms:DeleteAlias/);
  });

  it("see the source of events", async () => {
    const put = (...sources: string[]) => {
      const Entries = sources.map((Source) => ({ Source, DetailType: "t", Detail: "{}" }));
      return new EventBridgeClient(user).send(new PutEventsCommand({ Entries }));
    };
    await put("mine");
    await expect(put("other")).rejects.toThrow(/events:PutEvents/);
    await expect(put("mine", "other")).rejects.toThrow(/events:PutEvents/);
  });

  it("see the key behind an alias, and by which alias it was called", async () => {
    const root = new KMSClient(as(emulator));
    const describe = (KeyId: string) => new KMSClient(user).send(new DescribeKeyCommand({ KeyId }));
    const { KeyMetadata } = await root.send(new CreateKeyCommand({}));
    const TargetKeyId = KeyMetadata?.KeyId ?? "";
    for (const AliasName of ["alias/mine", "alias/other"])
      await root.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
    expect((await describe("alias/mine")).KeyMetadata?.KeyId).toBe(TargetKeyId);
    for (const refused of ["alias/other", TargetKeyId])
      await expect(describe(refused)).rejects.toThrow(/kms:DescribeKey/);
  });

  it("see the attributes that an update names, in its condition and in a transaction too", async () => {
    const root = new DynamoDBClient(as(emulator));
    const KeySchema = [{ AttributeName: "Id", KeyType: "HASH" as const }];
    const AttributeDefinitions = [{ AttributeName: "Id", AttributeType: "S" as const }];
    const made = {
      TableName: "rows",
      KeySchema,
      AttributeDefinitions,
      BillingMode: "PAY_PER_REQUEST" as const,
    };
    await root.send(new CreateTableCommand(made));
    const update = (UpdateExpression: string, more: Partial<UpdateItemCommandInput> = {}) => {
      const request = { TableName: "rows", Key: { Id: { S: "1" } }, UpdateExpression };
      const values = { ExpressionAttributeValues: { ":v": { S: "x" } } };
      return new DynamoDBClient(user).send(new UpdateItemCommand({ ...request, ...values, ...more }));
    };
    const together = (UpdateExpression: string) => {
      const ExpressionAttributeValues = { ":v": { S: "x" } };
      const Update = {
        TableName: "rows",
        Key: { Id: { S: "1" } },
        UpdateExpression,
        ExpressionAttributeValues,
      };
      return new DynamoDBClient(user).send(new TransactWriteItemsCommand({ TransactItems: [{ Update }] }));
    };
    const named = (name: string) => ({ ExpressionAttributeNames: { "#n": name } });
    await update("SET Mine = :v");
    await together("SET Mine = :v");
    await update("SET #n = :v", { ...named("Mine"), ConditionExpression: "attribute_exists(Mine)" });
    for (const refused of [
      update("SET Other = :v"),
      update("SET #n = :v", named("Other")),
      update("SET Mine = :v", { ...named("Other"), ConditionExpression: "attribute_not_exists(#n)" }),
      update("SET Mine = :v", { ConditionExpression: "Other <> :v" }),
      together("SET Other = :v"),
    ])
      await expect(refused).rejects.toThrow(/dynamodb:UpdateItem/);
  });

  it("see the partition key of the rows that a call names, by itself or in a transaction", async () => {
    const rows = new DynamoDBClient(user);
    const TableName = "rows";
    const inTransaction = (id: string) => ({ TableName, Key: { Id: { S: id } } });
    const calls = (id: string) => [
      rows.send(new TransactGetItemsCommand({ TransactItems: [{ Get: inTransaction(id) }] })),
      rows.send(
        new TransactWriteItemsCommand({
          TransactItems: [{ Delete: inTransaction("mine/b") }, { Delete: inTransaction(`${id}/c`) }],
        }),
      ),
      rows.send(new PutItemCommand({ TableName, Item: { Id: { S: id } } })),
      rows.send(new GetItemCommand({ TableName, Key: { Id: { S: id } } })),
      rows.send(new DeleteItemCommand({ TableName, Key: { Id: { S: id } } })),
      rows.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "#id = :id",
          ExpressionAttributeNames: { "#id": "Id" },
          ExpressionAttributeValues: { ":id": { S: id } },
        }),
      ),
    ];
    await Promise.all(calls("mine/a"));
    for (const refused of calls("yours/a")) await expect(refused).rejects.toThrow(/dynamodb:/);
  });

  it("see the function of an event source mapping", async () => {
    const own = new LambdaClient(user);
    const map = (FunctionName: string) => {
      const EventSourceArn = `${table("t")}/stream/2026-01-01T00:00:00.000`;
      const request = { FunctionName, EventSourceArn, StartingPosition: "TRIM_HORIZON" as const };
      return new CreateEventSourceMappingCommand(request);
    };
    const functionArn = (name: string) => `arn:aws:lambda:${testRegion}:${account}:function:${name}`;
    await expect(own.send(map(functionArn("other")))).rejects.toThrow(/lambda:CreateEventSourceMapping/);
    // Allowed, and then there is no such function.
    await expect(own.send(map(functionArn("mine")))).rejects.not.toThrow(/not authorized/);
    await expect(own.send(new DeleteEventSourceMappingCommand({ UUID: "0" }))).rejects.toThrow(
      /lambda:DeleteEventSourceMapping/,
    );
  });

  it("see whom a function's policy is to let in", async () => {
    const letIn = (FunctionName: string, Principal: string) => {
      const permission = { FunctionName, Principal, StatementId: "1", Action: "lambda:InvokeFunction" };
      return new LambdaClient(user).send(new AddPermissionCommand(permission));
    };
    await expect(letIn("mine", "*")).rejects.toThrow(/lambda:AddPermission/);
    await expect(letIn("other", "events.amazonaws.com")).rejects.toThrow(/lambda:AddPermission/);
    // Allowed, and then there is no such function.
    await expect(letIn("mine", "events.amazonaws.com")).rejects.not.toThrow(/not authorized/);
  });

  it("see dashboards, managed policies and tables by the names that calls give them", async () => {
    const [watch, iam, tables] = [new CloudWatchClient(user), new IAMClient(user), new DynamoDBClient(user)];
    const board = (DashboardName: string) =>
      watch.send(new PutDashboardCommand({ DashboardName, DashboardBody: JSON.stringify({ widgets: [] }) }));
    const policy = (PolicyName: string) =>
      iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: least }));
    const tags = (name: string) => tables.send(new ListTagsOfResourceCommand({ ResourceArn: table(name) }));
    await board("mine");
    await policy("mine");
    for (const call of [board, policy, tags]) await expect(call("other")).rejects.toThrow(/to perform/);
    // Allowed, and then there is no such table.
    await expect(tags("mine")).rejects.not.toThrow(/to perform/);
  });

  it("are asked for all alarms when one is looked for by its name", async () => {
    const named = new DescribeAlarmsCommand({ AlarmNames: ["mine"] });
    await expect(new CloudWatchClient(user).send(named)).rejects.toThrow(/DescribeAlarms/);
    const asked = (await decisionsOf(emulator)).filter(
      ({ action }) => action === "cloudwatch:DescribeAlarms",
    );
    const resource = `arn:aws:cloudwatch:${testRegion}:${account}:alarm:*`;
    expect(asked).toMatchObject([{ resource, allowed: false }]);
  });

  it("are remembered with what they decided, each question once", async () => {
    const decisions = await decisionsOf(emulator);
    const asked = decisions.filter(({ action }) => action === "iam:CreatePolicy");
    const principal = `arn:aws:iam::${account}:user/user`;
    const resource = (name: string) => `arn:aws:iam::${account}:policy/${name}`;
    expect(asked).toEqual([
      { principal, action: "iam:CreatePolicy", resource: resource("mine"), keys: {}, allowed: true },
      { principal, action: "iam:CreatePolicy", resource: resource("other"), keys: {}, allowed: false },
    ]);
  });
});
