import { expect, it } from "vitest";
import { isReadWhole, readCall } from "./call.js";
import { formRequest, jsonRequest, signedRequest } from "./requests.fixture.js";

it("A call in JSON names its action after the last dot of its target", () => {
  const target = "com.amazonaws.codestar.connections.CodeStar_connections_20191201.CreateConnection";
  expect(readCall(jsonRequest("codestar-connections", target, { ConnectionName: "git" }))).toMatchObject({
    protocol: "json",
    service: "codestar-connections",
    target: "com.amazonaws.codestar.connections.CodeStar_connections_20191201",
    action: "CreateConnection",
    region: "eu-central-1",
    resource: "git",
  });
});

it.each([
  ["dynamodb", "DynamoDB_20120810.PutItem", { Item: {}, TableName: "items" }, "items"],
  ["codebuild", "CodeBuild_20161006.StartBuild", { projectName: "tests" }, "tests"],
  ["codepipeline", "CodePipeline_20150709.CreatePipeline", { pipeline: { name: "web" } }, "web"],
  ["logs", "Logs_20140328.CreateLogGroup", { logGroupName: "/aws/codebuild/x" }, "/aws/codebuild/x"],
  ["dynamodb", "DynamoDB_20120810.ListTables", {}, undefined],
])("What a call to %s (%s) is about is read from its body", (service, target, body, resource) => {
  expect(readCall(jsonRequest(service, target, body)).resource).toBe(resource);
});

it("A body that is no JSON has no resource and is the service's to refuse", () => {
  const request = { ...jsonRequest("dynamodb", "DynamoDB_20120810.GetItem"), body: Buffer.from("{") };
  expect(readCall(request)).toMatchObject({ action: "GetItem" });
  expect(readCall(request).resource).toBeUndefined();
});

it("A call in the Query protocol names action and resource in its form", () => {
  const request = formRequest("iam", { Action: "GetRole", RoleName: "stagewright-x" });
  expect(readCall(request)).toMatchObject({
    protocol: "query",
    service: "iam",
    action: "GetRole",
    resource: "stagewright-x",
  });
});

it("CloudWatch goes by the name that policies give it, not by that of its signatures", () => {
  expect(readCall(formRequest("monitoring", { Action: "DescribeAlarms" })).service).toBe("cloudwatch");
});

it("A call in CBOR names its action in the path", () => {
  const request = signedRequest("monitoring", {
    url: "/service/GraniteServiceVersion20100801/operation/PutMetricAlarm",
    headers: ["Smithy-Protocol", "rpc-v2-cbor"],
  });
  expect(readCall(request)).toMatchObject({ protocol: "cbor", action: "PutMetricAlarm" });
});

it("S3 is REST in XML, all other REST is in JSON", () => {
  expect(readCall(signedRequest("s3", { method: "GET", url: "/b/k" })).protocol).toBe("rest-xml");
  expect(readCall(signedRequest("lambda", { method: "GET", url: "/2015-03-31/functions" })).protocol).toBe(
    "rest-json",
  );
});

it("A request without a signature is a call to nobody knows whom", () => {
  expect(readCall({ method: "GET", url: "/", headers: [] })).toMatchObject({
    service: "unknown",
    region: "us-east-1",
  });
});

const lambdaRequest = (length?: number) =>
  signedRequest("lambda", {
    url: "/2015-03-31/event-source-mappings",
    headers: [
      "Content-Type",
      "application/json",
      ...(length === undefined ? [] : ["Content-Length", String(length)]),
    ],
  });

it("A REST call that names nothing in its path is about what its body names", () => {
  const body = Buffer.from('{"FunctionName":"dispatcher"}');
  expect(readCall({ ...lambdaRequest(body.length), body })).toMatchObject({
    action: "CreateEventSourceMapping",
    resource: "dispatcher",
  });
});

it("All bodies but those of S3 are read whole: their signatures cover what only they tell", () => {
  expect(isReadWhole(jsonRequest("dynamodb", "DynamoDB_20120810.GetItem"))).toBe(true);
  expect(isReadWhole(formRequest("sts", {}))).toBe(true);
  expect(isReadWhole(lambdaRequest(65_536))).toBe(true);
  expect(isReadWhole(lambdaRequest(65_537))).toBe(true);
  expect(isReadWhole(lambdaRequest())).toBe(false);
  expect(isReadWhole(signedRequest("s3", { method: "PUT", headers: ["Content-Length", "3"] }))).toBe(false);
});
