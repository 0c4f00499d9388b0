import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { XMLParser } from "fast-xml-parser";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { allow, policy, trust } from "../authorization/policies.fixture.js";
import { testAccount, testRegion } from "../test-account.fixture.js";
import type { Request } from "./message.js";
import { type Front, root, startFront } from "./sandbox.fixture.js";
import { signAs } from "./signature.js";
import { readWhole } from "./upstream.js";

let front: Front;

beforeAll(async () => {
  front = await startFront();
  await s3().send(new CreateBucketCommand({ Bucket: "data" }));
});
beforeEach(() => front.gateway.records.clear());
afterAll(() => front.close());

const s3 = () => new S3Client(front.as(testAccount));

/** The credentials of a new role's session. */
async function sessionOf(RoleName: string, may: string) {
  const iam = new IAMClient(front.as(testAccount));
  const AssumeRolePolicyDocument = trust({ Service: "lambda.amazonaws.com" });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "inline", PolicyDocument: may }));
  const command = new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "run" });
  const { Credentials } = await new STSClient(front.as(testAccount)).send(command);
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

it("Signatures stay valid through the gateway, and wrong ones stay wrong", async () => {
  const credentials = await sessionOf("signer", allow("s3:*"));
  const client = new S3Client(front.as(credentials));
  await client.send(new PutObjectCommand({ Bucket: "data", Key: "a folder/k+ü", Body: "body" }));
  const { Body } = await client.send(new GetObjectCommand({ Bucket: "data", Key: "a folder/k+ü" }));
  expect(await Body?.transformToString()).toBe("body");
  const forged = new S3Client(front.as({ ...credentials, secretAccessKey: "guess" }));
  await expect(forged.send(new GetObjectCommand({ Bucket: "data", Key: "k" }))).rejects.toMatchObject({
    name: "SignatureDoesNotMatch",
  });
  expect(front.gateway.records.list().slice(-3)).toMatchObject([
    { action: "PutObject", resource: "data/a folder/k+ü", status: 200 },
    { action: "GetObject", principal: `arn:aws:sts::${testAccount}:assumed-role/signer/run`, status: 200 },
    { action: "GetObject", status: 403, errorCode: "SignatureDoesNotMatch" },
  ]);
});

it("What a role may not do is refused in AWS's words, and is on record", async () => {
  const client = new DynamoDBClient(front.as(await sessionOf("reader", allow("s3:*"))));
  await expect(
    client.send(new GetItemCommand({ TableName: "items", Key: { id: { S: "1" } } })),
  ).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("dynamodb:GetItem"),
  });
  expect(front.gateway.records.list().at(-1)).toMatchObject({
    service: "dynamodb",
    resource: "items",
    errorCode: "AccessDeniedException",
  });
});

it("A policy against insecure transport does not lock out callers of the sandbox", async () => {
  const Policy = policy({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::tls-only", "arn:aws:s3:::tls-only/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
  await s3().send(new CreateBucketCommand({ Bucket: "tls-only" }));
  await s3().send(new PutBucketPolicyCommand({ Bucket: "tls-only", Policy }));
  const client = new S3Client(front.as(await sessionOf("writer", allow("s3:*"))));
  await client.send(new PutObjectCommand({ Bucket: "tls-only", Key: "k", Body: "body" }));
});

it("A hundred megabytes go up and down without being held", async () => {
  const size = 100 * 2 ** 20;
  const peak = watchMemory();
  const up = await exchange("PUT", size, Readable.from(chunksOf(size)));
  expect(up.status).toBe(200);
  const down = await exchange("GET", 0, Readable.from([]));
  expect(down).toEqual({ status: 200, bytes: size });
  expect(peak() / 2 ** 20).toBeLessThan(25);
});

function* chunksOf(size: number): Generator<Buffer> {
  const chunk = Buffer.alloc(2 ** 16, "x");
  for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
}

/** Streams as fast as the other side reads, and counts what comes back. */
async function exchange(method: string, size: number, body: Readable) {
  const length = size > 0 ? ["Content-Length", String(size)] : [];
  const headers = signed("s3", { method, url: "/data/large", headers: length });
  const outgoing = request(`${front.gateway.url}/data/large`, { method, headers });
  body.pipe(outgoing);
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  let bytes = 0;
  for await (const chunk of answer) bytes += (chunk as Buffer).length;
  return { status: answer.statusCode, bytes };
}

/**
 * The most memory, in bytes, that buffers have held since, above what they held before. Garbage is collected before
 * each look: how long it lies about says nothing of what is held. A collection leaves buffers to be freed beside it,
 * which the next one waits for.
 */
function watchMemory(): () => number {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const held = () => {
    collect();
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  const before = held();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, held());
  }, 200);
  return () => {
    clearInterval(timer);
    return peak - before;
  };
}

it("Two hundred calls at once are all answered and all on record", async () => {
  const dynamodb = new DynamoDBClient(front.as(testAccount));
  await dynamodb.send(
    new CreateTableCommand({
      TableName: "many",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  const numbers = Array.from({ length: 200 }, (_, number) => ({ id: { S: String(number) } }));
  await Promise.all(numbers.map((Item) => dynamodb.send(new PutItemCommand({ TableName: "many", Item }))));
  const found = await Promise.all(
    numbers.map((Key) => dynamodb.send(new GetItemCommand({ TableName: "many", Key }))),
  );
  expect(found.map(({ Item }) => Item)).toEqual(numbers);
  const actions = front.gateway.records.list().map(({ action }) => action);
  expect(actions.filter((action) => action === "PutItem")).toHaveLength(200);
  expect(actions.filter((action) => action === "GetItem")).toHaveLength(200);
});

it("An alarm in the Query protocol is as whole as in JSON", async () => {
  const cloudwatch = new CloudWatchClient(front.as(testAccount));
  const alarm = {
    AlarmName: "errors",
    AlarmDescription: "More than <none> & counting",
    MetricName: "Errors",
    Namespace: "AWS/Lambda",
    Statistic: "Sum" as const,
    Period: 60,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 1,
    Threshold: 0.5,
    ComparisonOperator: "GreaterThanThreshold" as const,
    TreatMissingData: "notBreaching",
    Dimensions: [{ Name: "FunctionName", Value: "dispatcher" }],
    AlarmActions: [`arn:aws:sns:eu-central-1:${testAccount}:alarms`],
    ActionsEnabled: true,
  };
  await cloudwatch.send(new PutMetricAlarmCommand(alarm));
  const inJson = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ["errors"] }));
  expect(inJson.MetricAlarms).toMatchObject([alarm]);

  const { Dimensions, AlarmActions, ...plain } = alarm;
  expect(await describeInQuery("errors")).toMatchObject({
    ...Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, String(value)])),
    Dimensions: { member: Dimensions[0] },
    AlarmActions: { member: AlarmActions[0] },
    StateUpdatedTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});

/** What Terraform's provider is answered. */
async function describeInQuery(name: string): Promise<unknown> {
  const body = `Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1=${name}`;
  const form = ["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"];
  const call = { method: "POST", url: "/", headers: form, body: Buffer.from(body) };
  const outgoing = request(front.gateway.url, { method: "POST", headers: signed("monitoring", call) });
  outgoing.end(body);
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  const xml = new XMLParser({ parseTagValue: false }).parse((await readWhole(answer)).toString());
  return xml.DescribeAlarmsResponse.DescribeAlarmsResult.MetricAlarms.member;
}

/** The headers of a call that the account's root signs. */
function signed(service: string, call: Request): string[] {
  const headers = ["Host", new URL(front.gateway.url).host, ...call.headers];
  const signer = { ...root(testAccount), region: testRegion, service };
  return [...signAs({ ...call, headers }, signer, new Date()).headers];
}
