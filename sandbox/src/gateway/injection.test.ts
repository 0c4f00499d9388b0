import { once } from "node:events";
import { request } from "node:http";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { builder, builderCredentials, type Pair, signedByBuilder, startPair } from "./gateway.fixture.js";
import { readWhole } from "./upstream.js";

let pair: Pair;
let bodies: string[] = [];

beforeAll(async () => {
  pair = await startPair(async (incoming, response) => {
    bodies.push((await readWhole(incoming)).toString());
    response.end("{}");
  });
});
afterEach(() => {
  pair.gateway.faults.clear();
  pair.gateway.records.clear();
  bodies = [];
});
afterAll(() => pair.close());

const config = (maxAttempts: number) => ({
  endpoint: pair.gateway.url,
  region: "eu-central-1",
  credentials: builderCredentials,
  maxAttempts,
});

const key = { id: { S: "1" } };
const getItem = (attempts = 1) =>
  new DynamoDBClient(config(attempts)).send(new GetItemCommand({ TableName: "items", Key: key }));
const putItem = () =>
  new DynamoDBClient(config(1)).send(new PutItemCommand({ TableName: "items", Item: key }));
const putObject = (body: Buffer | string) =>
  new S3Client(config(1)).send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: body }));

const match = { service: "dynamodb", action: "GetItem" };

it("A call fails with the error that was asked for, and never reaches upstream", async () => {
  const fail = { code: "ProvisionedThroughputExceededException", message: "Slow down.", status: 400 };
  const fault = pair.gateway.faults.inject({ match, effect: { fail } });
  await expect(getItem()).rejects.toMatchObject({ name: fail.code, message: "Slow down." });
  expect(bodies).toEqual([]);
  expect(pair.gateway.records.list()).toMatchObject([{ status: 400, errorCode: fail.code, fault: fault.id }]);
});

it("Calls that do not match go on as ever", async () => {
  pair.gateway.faults.inject({ match, at: "every", effect: { fail: { code: "X" } } });
  await putItem();
  expect(pair.gateway.records.list()).toMatchObject([{ action: "PutItem", status: 200 }]);
  expect(pair.gateway.records.list()[0]).not.toHaveProperty("fault");
});

it("A fault can be meant for one caller", async () => {
  pair.gateway.faults.inject({ match: { principal: "*/other" }, effect: { fail: { code: "X" } } });
  await getItem();
  pair.gateway.faults.inject({ match: { principal: builder.arn }, effect: { fail: { code: "X" } } });
  await expect(getItem()).rejects.toMatchObject({ name: "X" });
});

it("A throttled client tries again by itself and gets through", async () => {
  const fault = pair.gateway.faults.inject({ match, at: "first", effect: { throttle: true } });
  await getItem(3);
  expect(fault.counts).toMatchObject({ matched: 2, fired: 1 });
  expect(pair.gateway.records.list().map(({ errorCode }) => errorCode)).toEqual([
    "ThrottlingException",
    undefined,
  ]);
});

it("An upload that fails does so before it has been read, whatever its size", async () => {
  pair.gateway.faults.inject({ match: { action: "PutObject" }, effect: { throttle: true } });
  await expect(putObject(Buffer.alloc(20_000_000))).rejects.toMatchObject({ name: "SlowDown" });
  expect(bodies).toEqual([]);
  await putObject("small");
});

it("A delayed call takes that long and then goes on", async () => {
  pair.gateway.faults.inject({ match, effect: { delay: 120 } });
  await getItem();
  const [record] = pair.gateway.records.list();
  expect(record?.duration).toBeGreaterThanOrEqual(119);
  expect(bodies).toHaveLength(1);
});

it("A connection dropped before the effect: upstream has heard nothing", async () => {
  pair.gateway.faults.inject({ match: { action: "PutItem" }, effect: { drop: "before" } });
  await expect(putItem()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(bodies).toEqual([]);
  expect(pair.gateway.records.list()[0]).not.toHaveProperty("status");
});

it("A connection dropped after the effect: upstream has done it, the client never learns", async () => {
  pair.gateway.faults.inject({ match: { action: "PutItem" }, effect: { drop: "after" } });
  await expect(putItem()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(bodies).toHaveLength(1);
  expect(pair.gateway.records.list()[0]).not.toHaveProperty("status");
});

it("A streamed upload is dropped after the effect, too", async () => {
  pair.gateway.faults.inject({ match: { action: "PutObject" }, effect: { drop: "after" } });
  const plain = { method: "PUT", path: "/b/k" };
  const outgoing = request(pair.gateway.url, signedByBuilder(pair.gateway, plain));
  outgoing.end("body");
  const [error] = await once(outgoing, "error").catch((reason) => [reason]);
  expect(error).toMatchObject({ code: "ECONNRESET" });
  expect(bodies).toEqual(["body"]);
});

it("A hook is waited for at exactly the call that it was meant for", async () => {
  const seen: string[] = [];
  pair.gateway.faults.onMatch({ service: "dynamodb" }, 2, async (call) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen.push(`${call.action} after ${bodies.length}`);
  });
  await getItem();
  await putItem();
  await getItem();
  expect(seen).toEqual(["PutItem after 1"]);
  expect(bodies).toHaveLength(3);
});

it("A hook that throws ends the call without an answer", async () => {
  pair.gateway.faults.onMatch({}, "first", () => {
    throw new Error("broken hook");
  });
  await expect(getItem()).rejects.toMatchObject({ code: "ECONNRESET" });
  await getItem();
});
