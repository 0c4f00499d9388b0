import { BatchGetProjectsCommand, CodeBuildClient } from "@aws-sdk/client-codebuild";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Service, ServiceAnswer, ServiceCall } from "../service.js";
import { builder, builderCredentials, type Pair, startPair } from "./gateway.fixture.js";
import { headerPairs } from "./message.js";
import { signAs } from "./signature.js";

let pair: Pair;
let calls: ServiceCall[] = [];
const none: ServiceAnswer = { status: 200, body: { projects: [], projectsNotFound: ["web"] } };
let answer = async () => none;

const service: Service = {
  targets: ["CodeBuild_20161006"],
  answer: (call) => {
    calls.push(call);
    return answer();
  },
  close: async () => {},
};

beforeAll(async () => {
  pair = await startPair((_request, response) => response.end("{}"), { services: [service] });
});
afterEach(() => {
  calls = [];
  answer = async () => none;
  pair.gateway.records.clear();
});
afterAll(() => pair.close());

const batchGet = (credentials = builderCredentials, systemClockOffset = 0) =>
  new CodeBuildClient({
    endpoint: pair.gateway.url,
    region: "eu-central-1",
    credentials,
    maxAttempts: 1,
    systemClockOffset,
  }).send(new BatchGetProjectsCommand({ names: ["web"] }));

it("A call with a service's target is answered by the service, which learns who calls", async () => {
  const { projectsNotFound } = await batchGet();
  expect(projectsNotFound).toEqual(["web"]);
  expect(calls).toEqual([
    {
      target: "CodeBuild_20161006",
      operation: "BatchGetProjects",
      region: "eu-central-1",
      caller: {
        accountId: builder.accountId,
        arn: builder.arn,
        roleArn: builder.roleArn,
        accessKeyId: builderCredentials.accessKeyId,
      },
      body: '{"names":["web"]}',
    },
  ]);
  expect(pair.gateway.records.list()).toMatchObject([
    { service: "codebuild", action: "BatchGetProjects", principal: builder.arn, status: 200 },
  ]);
});

it("A call with another target goes upstream", async () => {
  const config = { endpoint: pair.gateway.url, region: "eu-central-1", credentials: builderCredentials };
  await new DynamoDBClient(config).send(new ListTablesCommand({}));
  expect(calls).toEqual([]);
});

it("A service can be added later", async () => {
  const later: Service = { ...service, targets: ["CodePipeline_20150709"] };
  pair.gateway.serve([later]);
  await fetch(pair.gateway.url, {
    method: "POST",
    headers: { "X-Amz-Target": "CodePipeline_20150709.ListPipelines" },
  }).then((response) => expect(response.status).toBe(400));
});

const unknown = "UnrecognizedClientException";

it.each([
  ["a key that nobody has", { ...builderCredentials, accessKeyId: "ASIAEXAMPLE000000002" }, unknown],
  ["another session's token", { ...builderCredentials, sessionToken: "other" }, unknown],
  ["no session token", { ...builderCredentials, sessionToken: "" }, unknown],
  ["a wrong secret", { ...builderCredentials, secretAccessKey: "guess" }, "InvalidSignatureException"],
])("A caller with %s is refused before the service hears of it", async (_, credentials, code) => {
  await expect(batchGet(credentials)).rejects.toMatchObject({ name: code });
  expect(calls).toEqual([]);
  expect(pair.gateway.records.list()).toMatchObject([{ status: 400, errorCode: code }]);
});

it.each([
  ["six minutes ago", -6, "Signature expired: "],
  ["six minutes from now", 6, "Signature not yet current: "],
])("A signature made %s is refused", async (_, minutes, message) => {
  await expect(batchGet(builderCredentials, minutes * 60_000)).rejects.toMatchObject({
    name: "InvalidSignatureException",
    message: expect.stringContaining(message),
  });
});

it("A signature that is four minutes old is good", async () => {
  await batchGet(builderCredentials, -4 * 60_000);
  expect(calls).toHaveLength(1);
});

it("A call without a signature is refused", async () => {
  const headers = { "X-Amz-Target": "CodeBuild_20161006.ListProjects" };
  const response = await fetch(pair.gateway.url, { method: "POST", headers, body: "{}" });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
});

it("A body that was changed on the way does not fit its signature", async () => {
  let sent: RequestInit = {};
  const client = new CodeBuildClient({
    endpoint: pair.gateway.url,
    region: "eu-central-1",
    credentials: builderCredentials,
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      const { method, headers, body } = args.request as {
        method: string;
        headers: Record<string, string>;
        body: string;
      };
      sent = { method, headers, body };
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  await client.send(new BatchGetProjectsCommand({ names: ["web"] }));
  const replay = await fetch(pair.gateway.url, sent);
  expect(replay.status).toBe(200);
  const forged = await fetch(pair.gateway.url, { ...sent, body: '{"names":["bew"]}' });
  expect(await forged.json()).toMatchObject({ __type: "InvalidSignatureException" });
});

it("An error of the service reaches the client with its code", async () => {
  const body = { __type: "InvalidInputException", message: "Invalid project name" };
  answer = async () => ({ status: 400, body });
  await expect(batchGet()).rejects.toMatchObject({ name: "InvalidInputException", message: body.message });
});

it("A service that breaks is an internal failure, with the reason", async () => {
  answer = () => Promise.reject(new Error("no store"));
  await expect(batchGet()).rejects.toMatchObject({ name: "InternalFailure", message: "no store" });
});

it("A REST service is known by the name that its calls are signed for, and gets their path", async () => {
  const seen: ServiceCall[] = [];
  const rest: Service = {
    targets: [],
    signingName: "codestar-notifications",
    answer: async (call) => {
      seen.push(call);
      return { status: 404, body: { __type: "ResourceNotFoundException", message: "no such rule" } };
    },
    close: async () => {},
  };
  const other = await startPair((_request, response) => response.end("{}"), { services: [rest] });
  const url = "/untagResource/arn%3Aaws?tagKeys=a";
  const host = new URL(other.gateway.url).host;
  const signed = signAs(
    { method: "POST", url, headers: ["Host", host] },
    { ...builderCredentials, region: "eu-central-1", service: "codestar-notifications" },
    new Date(),
  );
  const headers = Object.fromEntries(headerPairs(signed.headers));
  const answer = await fetch(`${other.gateway.url}${url}`, { method: "POST", headers });
  expect(seen).toMatchObject([{ operation: "UntagResource", url, target: "" }]);
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(await answer.json()).toEqual({ __type: "ResourceNotFoundException", message: "no such rule" });
  await other.close();
});
