import { expect, it } from "vitest";
import { isPrivate, mayBeUnsigned } from "./unsigned.js";

const ask = (method: string, host: string, url: string, headers: readonly string[] = []) =>
  mayBeUnsigned({ method, url, headers: ["Host", host, ...headers] });
const own = "127.0.0.1:4566";
const api = "0123abcd.execute-api.localhost:4566";
const url = `${"a".repeat(32)}.lambda-url.eu-central-1.localhost:4566`;
const confirm = "/?Action=ConfirmSubscription&TopicArn=arn&Token=t";

it.each([
  ["POST", api, "/prod/orders"],
  ["OPTIONS", own, "/_aws/execute-api/0123abcd/prod/orders"],
  ["GET", own, "/restapis/0123abcd/prod/_user_request_/orders"],
  ["GET", url, "/"],
  ["GET", own, "/_aws/lambda-url/abc/orders"],
  ["PUT", own, "/_ministack/cfn-response/0a-1b"],
  ["PUT", "localhost:4566", "/_ministack/cfn-signal/0a-1b"],
  ["GET", own, confirm],
])("%s %s%s goes without a signature", (method, host, path) => {
  expect(ask(method, host, path)).toBe(true);
});

it.each([
  ["GET", own, "/bucket/key"],
  ["PUT", "bucket.localhost", "/key"],
  ["PUT", "execute-api.localhost", "/bucket"],
  ["PUT", "bucket.execute-api.localhost", "/bucket"],
  ["PUT", own, "/restapis/0123abcd"],
  ["PUT", own, "/bucket/restapis/a/b/_user_request_/"],
  ["PUT", "bucket.localhost", "/restapis/a/b/_user_request_/"],
  ["POST", own, "/_ministack/cfn-response/0a-1b"],
  ["PUT", own, "/_ministack/cfn-response/../reset"],
  ["PUT", own, "/_ministack/cfn-response/..%2Freset"],
  ["POST", own, confirm],
  ["GET", own, `${confirm}&Action=CreateTopic`],
  ["GET", own, confirm.replace("ConfirmSubscription", "DeleteTopic")],
  ["GET", own, "/?Action=Unsubscribe&SubscriptionArn=arn"],
])("%s %s%s does not", (method, host, path) => {
  expect(ask(method, host, path)).toBe(false);
});

it.each([
  [["Authorization", "AWS4-HMAC-SHA256 Credential=111111111111/20260131/eu-central-1/iam/aws4_request"]],
  [["Authorization", "AWS 111111111111:AAAA"]],
  [["Authorization", "AWS4-ECDSA-P256-SHA256 Credential=111111111111/20260131/iam/aws4_request"]],
  [["X-Amz-Target", "CodeBuild_20161006.ListProjects"]],
])("Nothing that bears %j does, wherever it goes", (headers) => {
  expect(ask("POST", api, "/prod", headers)).toBe(false);
});

it.each(["X-Amz-Credential", "x-amz-signature", "AWSAccessKeyId", "X-Amz-%41lgorithm"])(
  "Nor what bears %s in its query",
  (name) => {
    expect(ask("POST", api, `/prod?${name}=1`)).toBe(false);
  },
);

it("A body does not ride on the link of a confirmation", () => {
  expect(ask("GET", own, confirm, ["Content-Length", "20"])).toBe(false);
  expect(ask("GET", own, confirm, ["Transfer-Encoding", "chunked"])).toBe(false);
});

it("The token of a caller of an API is the API's to judge", () => {
  expect(ask("GET", api, "/prod", ["Authorization", "Bearer ey.ey.ey"])).toBe(true);
});

it.each([
  "/_ministack/reset",
  "/%5fministack/reset",
  "/_MINISTACK/reset",
  "/_localstack/x",
  "/_stagewright/places",
])("%s is the emulator's own", (path) => {
  expect(isPrivate({ method: "POST", url: path, headers: [] })).toBe(true);
});

it("A bucket's path is not", () => {
  expect(isPrivate({ method: "PUT", url: "/bucket/_ministack/reset", headers: [] })).toBe(false);
});
