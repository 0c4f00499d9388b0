import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  ListProjectsCommand,
  StartBuildCommand,
} from "@aws-sdk/client-codebuild";
import {
  CodeCommitClient,
  CreateRepositoryCommand,
  ListRepositoriesCommand,
} from "@aws-sdk/client-codecommit";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { execa } from "execa";
import { zipSync } from "fflate";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isAlive } from "./process.js";
import { findSandbox } from "./registration.js";
import { asRoot, createPlainProject, createServiceRole } from "./sandbox.fixture.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "./sandbox.js";

let folder: string;
const running = new Set<Sandbox>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-sandbox-"));
});

afterEach(async () => {
  await Promise.all([...running].map((sandbox) => sandbox.close()));
  running.clear();
  await rm(folder, { recursive: true });
});

async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ stateDir: join(folder, "one"), ...options });
  running.add(sandbox);
  return sandbox;
}

const repositories = async (sandbox: Sandbox) =>
  (await new CodeCommitClient(asRoot(sandbox)).send(new ListRepositoriesCommand({}))).repositories?.map(
    ({ repositoryName }) => repositoryName,
  );

const createRepository = (sandbox: Sandbox, repositoryName: string) =>
  new CodeCommitClient(asRoot(sandbox)).send(new CreateRepositoryCommand({ repositoryName }));

const startBuild = async (codebuild: CodeBuildClient) =>
  (await codebuild.send(new StartBuildCommand({ projectName: "slow" }))).build?.id ?? "";

interface Running {
  readonly pid: number;
  readonly args: string;
}

async function descendantsOf(ancestor: number): Promise<Running[]> {
  const { stdout } = await execa("ps", ["-A", "-o", "pid=,ppid=,args="]);
  const lines = stdout.split("\n").map((line) => /^ *(\d+) +(\d+) (.*)$/.exec(line) ?? []);
  const all = lines.map(([, pid, parent, args = ""]) => ({ pid: Number(pid), parent: Number(parent), args }));
  const below = (pid: number): Running[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return below(ancestor);
}

it("a service's session may do what its role may, in the emulator and in the code suite", async () => {
  const sandbox = await start();
  const actions = ["codecommit:ListRepositories"];
  const role = await createServiceRole(sandbox, "reader", "codebuild.amazonaws.com", actions);
  const credentials = await sandbox.access.assumeServiceRole(role, "s");
  const client = { ...asRoot(sandbox), credentials };
  expect((await new STSClient(client).send(new GetCallerIdentityCommand({}))).Arn).toBe(
    "arn:aws:sts::111111111111:assumed-role/reader/s",
  );
  expect((await new CodeCommitClient(client).send(new ListRepositoriesCommand({}))).repositories).toEqual([]);
  await expect(new CodeBuildClient(client).send(new ListProjectsCommand({}))).rejects.toThrow(
    /assumed-role\/reader\/s is not authorized to perform: codebuild:ListProjects/,
  );
});

it("a function's calls go through the gateway, as sessions of its role", async () => {
  const sandbox = await start();
  const lambda = new LambdaClient(asRoot(sandbox));
  const code = `
    const { DynamoDBClient, ListTablesCommand } = require("@aws-sdk/client-dynamodb");
    exports.handler = async () => (await new DynamoDBClient({}).send(new ListTablesCommand({}))).TableNames;`;
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "lister",
      Role: await createServiceRole(sandbox, "lister", "lambda.amazonaws.com", ["dynamodb:ListTables"]),
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": new TextEncoder().encode(code) }) },
    }),
  );
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "lister" }));
  expect(new TextDecoder().decode(Payload)).toBe("[]");
  expect(sandbox.gateway.records.list()).toContainEqual(
    expect.objectContaining({
      service: "dynamodb",
      action: "ListTables",
      principal: "arn:aws:sts::111111111111:assumed-role/lister/lister",
    }),
  );
});

it("state survives a restart on the same address", async () => {
  const first = await start();
  await createRepository(first, "shop");
  await new SQSClient(asRoot(first)).send(new CreateQueueCommand({ QueueName: "q" }));
  await first.close();
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await repositories(second)).toEqual(["shop"]);
  const { QueueUrl } = await new SQSClient(asRoot(second)).send(new GetQueueUrlCommand({ QueueName: "q" }));
  expect(QueueUrl).toBe(`${first.url}/111111111111/q`);
});

it("two side by side do not meet", async () => {
  const [one, two] = await Promise.all([start(), start({ stateDir: join(folder, "two") })]);
  await createRepository(one, "shop");
  expect(await repositories(two)).toEqual([]);
});

it("a folder takes one sandbox at a time, and is free again when that has ended", async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(`A sandbox already runs in ${join(folder, "one")}: ${first.url}`);
  expect(await findSandbox(join(folder, "one"))).toMatchObject({ url: first.url, pid: process.pid });
  await first.close();
  expect(await findSandbox(join(folder, "one"))).toBeUndefined();
  await start();
});

it("of two starts at once in one folder, one is refused", async () => {
  const outcomes = await Promise.allSettled([start(), start()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

it("gives way when the folder's port is taken, and refuses when a taken one is asked for", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(start({ port })).rejects.toThrow("EADDRINUSE");
  await writeFile(join(folder, "one", "port"), String(port));
  expect((await start()).url).not.toContain(`:${port}`);
  other.close();
});

it("a start that is called off leaves nothing behind", async () => {
  const abort = new AbortController();
  const starting = start({ signal: abort.signal });
  abort.abort(new Error("called off"));
  await expect(starting).rejects.toThrow("called off");
  expect(await findSandbox(join(folder, "one"))).toBeUndefined();
  await start();
});

it("tells when the emulator has ended by itself", async () => {
  const sandbox = await start();
  const [emulator] = (await descendantsOf(process.pid)).filter(({ args }) => args.includes("launcher.py"));
  process.kill(emulator?.pid ?? 0, "SIGKILL");
  await sandbox.ended;
  const client = new SQSClient({ ...asRoot(sandbox), maxAttempts: 1 });
  await expect(client.send(new GetQueueUrlCommand({ QueueName: "q" }))).rejects.toThrow(
    /emulator did not answer/,
  );
});

it("CodeBuild's limits can be set lower than AWS's, also of one account: what comes on top is refused, or waits", async () => {
  const sandbox = await start({
    codeBuild: {
      concurrentBuilds: 1,
      concurrentBuildsOf: { "222222222222": 0 },
      queuedBuilds: 1,
      graceMs: 100,
    },
  });
  await createPlainProject(sandbox, "slow", "sleep 60");
  const codebuild = new CodeBuildClient(asRoot(sandbox));
  const ids = await Promise.all([startBuild(codebuild), startBuild(codebuild)]);
  const phases = async () =>
    (await codebuild.send(new BatchGetBuildsCommand({ ids }))).builds
      ?.map((build) => build.currentPhase)
      .sort();
  await vi.waitFor(async () => expect(await phases()).toEqual(["BUILD", "QUEUED"]), { timeout: 10_000 });
  await expect(startBuild(codebuild)).rejects.toThrow(
    "Cannot have more than 2 builds in queue for the account",
  );
});

it("its environment points AWS tools at it", async () => {
  const sandbox = await start({ accountId: "222222222222", region: "us-east-2" });
  expect(sandbox.env()).toEqual({
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_ACCESS_KEY_ID: "222222222222",
    AWS_SECRET_ACCESS_KEY: sandbox.secret,
    AWS_REGION: "us-east-2",
    AWS_DEFAULT_REGION: "us-east-2",
  });
});

it("when its process is killed, the emulator and the builds end too", async () => {
  const fixture = fileURLToPath(new URL("abandoned.fixture.ts", import.meta.url));
  const parent = spawn(process.execPath, ["--import", "tsx", fixture, join(folder, "one")], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, TMPDIR: folder },
  });
  let children: Running[] = [];
  try {
    const said = once(createInterface(parent.stdout), "line");
    await Promise.race([said, once(parent, "exit").then(() => Promise.reject(new Error("it has ended")))]);
    await vi.waitFor(async () => {
      children = await descendantsOf(parent.pid ?? 0);
      expect(children.map(({ args }) => args)).toContain("sleep 600");
    });
  } finally {
    parent.kill("SIGKILL");
  }
  expect(children.filter(({ args }) => args.includes("launcher.py"))).toHaveLength(1);
  await vi.waitFor(() => expect(children.filter(({ pid }) => isAlive(pid))).toEqual([]), { timeout: 15_000 });
});
