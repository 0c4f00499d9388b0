import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateStackCommand,
  paginateListStackResources,
} from "@aws-sdk/client-cloudformation";
import { CodeBuildClient, ListSourceCredentialsCommand } from "@aws-sdk/client-codebuild";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  waitUntilFunctionActiveV2,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Attack, attacks, disguises, send, signRequest } from "./attacks.fixture.js";
import { gather } from "./command/inventory/resource.js";
import { asRoot, createServiceRole } from "./sandbox.fixture.js";
import { type Sandbox, startSandbox } from "./sandbox.js";

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-attacks-"));
  sandbox = await startSandbox({ stateDir: join(folder, "state"), region: "us-east-1" });
  await new S3Client(asRoot(sandbox)).send(new CreateBucketCommand({ Bucket: "kept" }));
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

const root = () => sandbox.access.root(sandbox.accountId);
const doors = ["gateway", "emulator"] as const;
const addressOf = (door: (typeof doors)[number]) => (door === "gateway" ? sandbox.url : sandbox.emulatorUrl);
const hostOf = (address: string) => new URL(address).host;

/** What there is of the kinds of things that the attacks make. */
async function made(): Promise<readonly (string | undefined)[]> {
  const config = asRoot(sandbox);
  const [roles, functions, credentials, buckets] = await Promise.all([
    new IAMClient(config).send(new ListRolesCommand({})),
    new LambdaClient(config).send(new ListFunctionsCommand({})),
    new CodeBuildClient(config).send(new ListSourceCredentialsCommand({})),
    new S3Client(config).send(new ListBucketsCommand({})),
  ]);
  return [
    ...(roles.Roles ?? []).map(({ RoleName }) => RoleName),
    ...(functions.Functions ?? []).map(({ FunctionName }) => FunctionName),
    ...(credentials.sourceCredentialsInfos ?? []).map(({ arn }) => arn),
    ...(buckets.Buckets ?? []).map(({ Name }) => Name),
  ];
}

describe.each(doors)("a stranger at the %s's port", (door) => {
  describe.each(Object.entries(attacks))("who calls %s", (_, attack) => {
    afterAll(async () => expect(await made()).toEqual(["kept"]));

    it.each(Object.entries(disguises))("%s is refused", async (_, disguise) => {
      const address = addressOf(door);
      const answer = await send(address, disguise(attack, hostOf(address), root()));
      expect([400, 403]).toContain(answer.status);
      expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    });

    it("from a web page is not told that it may", async () => {
      const address = addressOf(door);
      const asking = ["Origin", "https://evil.example", "Access-Control-Request-Method", attack.method];
      const headers = ["Host", hostOf(address), ...asking];
      const answer = await send(address, { method: "OPTIONS", url: attack.url, headers });
      expect(answer.status).toBe(403);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    });
  });
});

const privatePaths = [
  ["POST", "/_ministack/reset"],
  ["POST", "/%5Fministack/reset"],
  ["POST", "/_ministack/config"],
  ["GET", "/_ministack/health"],
  ["GET", "/_stagewright/records"],
  ["DELETE", "/_stagewright/records"],
  ["POST", "/_stagewright/faults"],
  ["GET", "/%5Fstagewright/identity/111111111111"],
  ["GET", "/_stagewright/identity/111111111111"],
  ["GET", "/_stagewright/places"],
  ["POST", "/_stagewright/events"],
] as const;

describe.each(doors)("a private path at the %s's port", (door) => {
  afterAll(async () => expect(await made()).toEqual(["kept"]));

  const body = Buffer.from('{"match":{},"effect":{"throttle":true}}');
  const call = (method: string, url: string): Attack => {
    const content = method === "POST" ? { headers: ["Content-Type", "text/plain"], body } : { headers: [] };
    return { service: "s3", method, url, ...content };
  };

  it.each(privatePaths)(
    "%s %s is refused, whether signed or not, or with a wrong secret",
    async (method, url) => {
      const address = addressOf(door);
      const plain = {
        ...call(method, url),
        headers: ["Host", hostOf(address), ...call(method, url).headers],
      };
      const bearer = { ...plain, headers: [...plain.headers, "Authorization", "Bearer guess"] };
      const owned = signRequest(call(method, url), hostOf(address), root());
      for (const request of [plain, bearer, owned]) {
        const answer = await send(address, request);
        expect([401, 403]).toContain(answer.status);
        expect(answer.text).not.toContain(root().secretAccessKey);
      }
      expect(sandbox.gateway.faults.list()).toEqual([]);
    },
  );

  it.each(["Origin", "Host"])(
    "is not told to who knows the secret, but comes by a foreign %s",
    async (name) => {
      if (door === "emulator") return;
      const foreign = { Origin: "https://evil.example", Host: "evil.example" }[name] ?? "";
      const host = name === "Host" ? [] : ["Host", hostOf(sandbox.url)];
      const headers = [...host, name, foreign, "Authorization", `Bearer ${root().secretAccessKey}`];
      const answer = await send(sandbox.url, { method: "GET", url: "/_stagewright/records", headers });
      expect(answer.status).toBe(403);
    },
  );
});

describe("what needs no signature", () => {
  const unknownHosts = [
    "deadbeef.execute-api.localhost",
    `${"a".repeat(32)}.lambda-url.eu-central-1.localhost`,
  ];

  it.each(unknownHosts)("is an API or a function of that name, and nothing else: %s", async (host) => {
    for (const { service: _, headers, ...attack } of Object.values(attacks)) {
      const answer = await send(sandbox.url, { ...attack, headers: ["Host", host, ...headers] });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    expect(await made()).toEqual(["kept"]);
  });

  it("is the signal of a wait condition, by the link that it gives, but from no web page", async () => {
    const cloudformation = new CloudFormationClient(asRoot(sandbox));
    const StackName = "waiting";
    const Handle = { Type: "AWS::CloudFormation::WaitConditionHandle" };
    const TemplateBody = JSON.stringify({ Resources: { Handle } });
    await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody }));
    const link = await vi.waitFor(async () => {
      const pages = paginateListStackResources({ client: cloudformation }, { StackName });
      const [handle] = await gather(pages, (page) => page.StackResourceSummaries);
      return new URL(handle?.PhysicalResourceId ?? "");
    });
    expect(link.port).toBe(new URL(sandbox.url).port);
    const body = Buffer.from('{"Status":"SUCCESS","Reason":"","UniqueId":"1","Data":""}');
    const signal = { method: "PUT", url: link.pathname, headers: ["Host", link.host], body };
    expect((await send(sandbox.url, signal)).status).toBe(200);
    const fromPage = { ...signal, headers: [...signal.headers, "Origin", "https://evil.example"] };
    expect((await send(sandbox.url, fromPage)).status).toBe(403);
  });
});

it("no function finds the secret in its environment", async () => {
  const lambda = new LambdaClient(asRoot(sandbox));
  const code = "exports.handler = async () => process.env;";
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "teller",
      Role: await createServiceRole(sandbox, "teller", "lambda.amazonaws.com", ["logs:*"]),
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": new TextEncoder().encode(code) }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName: "teller" });
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "teller" }));
  const told = new TextDecoder().decode(Payload);
  expect(told).toContain("AWS_SECRET_ACCESS_KEY");
  expect(told).not.toContain(root().secretAccessKey);
});

it("nobody but its owner looks into the sandbox's folder", async () => {
  const modes = ["state", "state/secret"].map(async (name) => (await stat(join(folder, name))).mode & 0o777);
  expect(await Promise.all(modes)).toEqual([0o700, 0o600]);
});
