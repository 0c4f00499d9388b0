import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Protocol } from "./call.js";
import { errorAnswer, errorCodeOf, throttlings } from "./errors.js";
import { startUpstream, type TinyUpstream } from "./upstream.fixture.js";

let service: TinyUpstream;
let answered: ReturnType<typeof errorAnswer>;

beforeAll(async () => {
  service = await startUpstream((_request, response) => {
    response.writeHead(answered.status, [...answered.headers]);
    response.end(answered.body);
  });
});
afterAll(() => service.close());

/** CBOR has no client here that speaks nothing else; see cbor.test.ts. */
const protocols = ["json", "query", "rest-json", "rest-xml"] as const satisfies readonly Protocol[];

const clients = () => {
  const config = {
    endpoint: service.url,
    region: "eu-central-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "111111111111", secretAccessKey: "test" },
  };
  return {
    json: () => new DynamoDBClient(config).send(new ListTablesCommand({})),
    query: () => new IAMClient(config).send(new ListRolesCommand({})),
    "rest-json": () => new LambdaClient(config).send(new ListFunctionsCommand({})),
    "rest-xml": () => new S3Client(config).send(new ListBucketsCommand({})),
  };
};

it.each(protocols)("The SDK reads code, message and status of an error in %s", async (protocol) => {
  const failure = { code: "OutOfOrder", message: "All <lines> & queues are busy.", status: 409 };
  answered = errorAnswer({ protocol }, failure);
  await expect(clients()[protocol]()).rejects.toMatchObject({
    name: failure.code,
    message: failure.message,
    $metadata: { httpStatusCode: 409 },
  });
});

it.each(protocols)("The SDK would try again when throttled in %s", async (protocol) => {
  answered = errorAnswer({ protocol }, throttlings[protocol]);
  const error = await clients()
    [protocol]()
    .catch((reason) => reason);
  expect(error.name).toBe(throttlings[protocol].code);
  expect(["Throttling", "ThrottlingException", "TooManyRequestsException", "SlowDown"]).toContain(error.name);
});

it("An error in CBOR says that it is, and whose it is", () => {
  const { headers, body } = errorAnswer({ protocol: "cbor" }, { code: "OutOfOrder" });
  expect(headers).toEqual(expect.arrayContaining(["application/cbor", "smithy-protocol", "rpc-v2-cbor"]));
  expect(body.toString("latin1")).toContain("OutOfOrder");
});

it("A failure without a message says that it was asked for", () => {
  expect(errorAnswer({ protocol: "json" }, { code: "Broken" }).body.toString()).toContain(
    "asked for by a fault",
  );
});

it.each([
  [["x-amzn-errortype", "NotFound:http://internal/"], "", "NotFound"],
  [
    [],
    '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}',
    "ResourceNotFoundException",
  ],
  [[], '{"__type":"ValidationException","message":"x"}', "ValidationException"],
  [[], "<Error><Code>NoSuchKey</Code></Error>", "NoSuchKey"],
  [[], "not found", undefined],
])("The code in %j %s is %s", (headers, body, code) => {
  expect(errorCodeOf(headers, Buffer.from(body))).toBe(code);
});
