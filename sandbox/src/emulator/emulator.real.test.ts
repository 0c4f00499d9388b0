import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, ListRolesCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateFunctionCommand,
  type FunctionConfiguration,
  InvokeCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from "@aws-sdk/client-sts";
import { execa } from "execa";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as, handler, trustOfService } from "./emulator.fixture.js";
import { type Emulator, type EmulatorOptions, type PreparedEmulator, prepareEmulator } from "./emulator.js";
import { identify } from "./identity.js";
import type { PythonPackages } from "./install.js";
import { installEmulator } from "./packages.js";

let packages: PythonPackages;
let stateDir: string;
const running = new Set<Emulator>();

beforeAll(async () => {
  packages = await installEmulator();
});

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "stagewright-emulator-"));
});

afterEach(async () => {
  await Promise.all([...running].map((emulator) => emulator.close()));
  running.clear();
  await rm(stateDir, { recursive: true });
});

async function prepare(options: Partial<EmulatorOptions> = {}): Promise<PreparedEmulator> {
  const emulator = await prepareEmulator({
    packages,
    stateDir,
    accountId: testAccount,
    region: testRegion,
    ...options,
  });
  running.add(emulator);
  return emulator;
}

async function start(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await prepare(options);
  await emulator.open();
  return emulator;
}

async function createTable(emulator: Emulator, account = testAccount): Promise<DynamoDBClient> {
  const client = new DynamoDBClient(as(emulator, account));
  await client.send(
    new CreateTableCommand({
      TableName: "items",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  return client;
}

const tables = async (emulator: Emulator, account = testAccount) =>
  (await new DynamoDBClient(as(emulator, account)).send(new ListTablesCommand({}))).TableNames;

async function createFunction(
  emulator: Emulator,
  body: string,
  role: string,
): Promise<FunctionConfiguration> {
  return new LambdaClient(as(emulator)).send(
    new CreateFunctionCommand({
      FunctionName: "f",
      Role: role,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Timeout: 30,
      Code: { ZipFile: handler(body) },
    }),
  );
}

async function invoke(emulator: Emulator): Promise<unknown> {
  const answer = await new LambdaClient(as(emulator)).send(new InvokeCommand({ FunctionName: "f" }));
  return JSON.parse(new TextDecoder().decode(answer.Payload));
}

async function createRole(emulator: Emulator, name: string, service: string, path = "/"): Promise<string> {
  const { Role } = await new IAMClient(as(emulator)).send(
    new CreateRoleCommand({ RoleName: name, Path: path, AssumeRolePolicyDocument: trustOfService(service) }),
  );
  return Role?.Arn ?? "";
}

async function assume(emulator: Emulator, role: string, limits: Partial<AssumeRoleCommandInput> = {}) {
  const { Credentials } = await new STSClient(as(emulator)).send(
    new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "s", ...limits }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** The living processes of a group. */
async function membersOf(group: number): Promise<string[]> {
  const { stdout } = await execa("ps", ["-A", "-o", "pid=,pgid=,stat="]);
  const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([pid = "", pgid, stat = "Z"]) =>
    Number(pgid) === group && !stat.startsWith("Z") ? [pid] : [],
  );
}

/** A server for functions to call. */
async function listen() {
  const server = createServer((_, response) => response.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, address, [Symbol.asyncDispose]: async () => void server.close() };
}

const isOpen = async (host: string, port: number) => {
  const socket = connect(port, host);
  const open = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return open;
};

it("listens on the loopback address and on no other", async () => {
  const { hostname, port } = new URL((await start()).url);
  expect(hostname).toBe("127.0.0.1");
  expect(await isOpen("127.0.0.1", Number(port))).toBe(true);
  // A listener on all interfaces would take this one too.
  expect(await isOpen("127.0.0.2", Number(port))).toBe(false);
});

it("refuses a session's call whose signature is wrong", async () => {
  const emulator = await start();
  const session = await assume(emulator, await createRole(emulator, "lister", "codebuild.amazonaws.com"));
  const credentials = { ...session, secretAccessKey: "wrong" };
  const client = new DynamoDBClient({ ...as(emulator), credentials });
  await expect(client.send(new ListTablesCommand({}))).rejects.toThrow(/signature/i);
});

it("lets a session do what its role may, and no more", async () => {
  const emulator = await start();
  const role = await createRole(emulator, "lister", "codebuild.amazonaws.com");
  await new IAMClient(as(emulator)).send(
    new PutRolePolicyCommand({
      RoleName: "lister",
      PolicyName: "list",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "dynamodb:ListTables", Resource: "*" }],
      }),
    }),
  );
  const client = { ...as(emulator), credentials: await assume(emulator, role) };
  expect((await new DynamoDBClient(client).send(new ListTablesCommand({}))).TableNames).toEqual([]);
  await expect(new IAMClient(client).send(new ListRolesCommand({}))).rejects.toThrow(
    /assumed-role\/lister\/s is not authorized to perform: iam:ListRoles/,
  );
});

it("says whose a session's key is, with its role's path and what limits it", async () => {
  const emulator = await start();
  const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
  const role = await createRole(emulator, "worker", "codebuild.amazonaws.com", "/team/");
  const session = await assume(emulator, role, { Policy: policy, DurationSeconds: 900 });
  expect(await identify(emulator, session.accessKeyId)).toEqual({
    accountId: testAccount,
    arn: `arn:aws:sts::${testAccount}:assumed-role/worker/s`,
    roleArn: `arn:aws:iam::${testAccount}:role/team/worker`,
    secretAccessKey: session.secretAccessKey,
    sessionToken: session.sessionToken,
    expiresAt: expect.closeTo(Date.now() + 900_000, -5),
    sessionPolicy: policy,
    sessionPolicyArns: [],
    sessionTags: {},
  });
});

it("knows nobody behind a key that it never gave", async () => {
  const emulator = await start();
  expect(await identify(emulator, "ASIAUNKNOWN")).toBeUndefined();
  expect(await identify(emulator, "../health")).toBeUndefined();
});

it("runs functions as sessions of their role, against the address in front of it", async () => {
  const emulator = await prepare();
  await emulator.open("http://127.0.0.1:9");
  await createFunction(
    emulator,
    "return [process.env.AWS_ENDPOINT_URL, process.env.AWS_ACCESS_KEY_ID, process.version]",
    await createRole(emulator, "runner", "lambda.amazonaws.com", "/team/"),
  );
  const [endpoint, accessKeyId, version] = (await invoke(emulator)) as [string, string, string];
  expect([endpoint, version]).toEqual(["http://127.0.0.1:9", process.version]);
  expect(await identify(emulator, accessKeyId)).toMatchObject({
    arn: `arn:aws:sts::${testAccount}:assumed-role/runner/f`,
    roleArn: `arn:aws:iam::${testAccount}:role/team/runner`,
  });
});

it("keeps its state over a restart", async () => {
  const first = await start();
  const dynamo = await createTable(first);
  await dynamo.send(new PutItemCommand({ TableName: "items", Item: { id: { S: "a" } } }));
  const s3 = new S3Client(as(first));
  await s3.send(new CreateBucketCommand({ Bucket: "kept" }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: "kept", VersioningConfiguration: { Status: "Enabled" } }),
  );
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: "kept", Key: "a/b", Body: "one" }));
  await s3.send(new PutObjectCommand({ Bucket: "kept", Key: "a/b", Body: "two" }));
  await new SQSClient(as(first)).send(new CreateQueueCommand({ QueueName: "q" }));
  await createFunction(first, "return event.n", await createRole(first, "runner", "lambda.amazonaws.com"));
  await first.close();

  const second = await start();
  expect(
    (
      await new DynamoDBClient(as(second)).send(
        new GetItemCommand({ TableName: "items", Key: { id: { S: "a" } } }),
      )
    ).Item,
  ).toEqual({ id: { S: "a" } });
  const kept = new S3Client(as(second));
  const read = async (version?: string) => {
    const { Body } = await kept.send(
      new GetObjectCommand({ Bucket: "kept", Key: "a/b", VersionId: version }),
    );
    return Body?.transformToString();
  };
  expect([await read(), await read(VersionId)]).toEqual(["two", "one"]);
  expect((await kept.send(new GetBucketVersioningCommand({ Bucket: "kept" }))).Status).toBe("Enabled");
  const sqs = new SQSClient(as(second));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "q" }));
  expect(QueueUrl).toBe(`${second.url}/${testAccount}/q`);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
  expect(await invoke(second)).toBeNull();
});

it("two side by side do not meet", async () => {
  const other = await mkdtemp(join(tmpdir(), "stagewright-emulator-"));
  try {
    const [one, two] = await Promise.all([start(), start({ stateDir: other })]);
    await createTable(one);
    expect(await tables(one)).toEqual(["items"]);
    expect(await tables(two)).toEqual([]);
    await two.close();
  } finally {
    await rm(other, { recursive: true });
  }
});

it("accounts do not see each other's tables", async () => {
  const emulator = await start();
  await createTable(emulator);
  expect(await tables(emulator, "222222222222")).toEqual([]);
});

it("ends with its functions, and leaves nothing temporary", async () => {
  const emulator = await start();
  await createFunction(emulator, "return 1", await createRole(emulator, "runner", "lambda.amazonaws.com"));
  await invoke(emulator);
  expect((await membersOf(emulator.pid)).length).toBeGreaterThan(1);
  await emulator.close();
  expect(await membersOf(emulator.pid)).toEqual([]);
  expect((await readdir(stateDir)).sort()).toEqual(["log", "services"]);
});

it("takes its functions with it when it is killed, however busy they are", async () => {
  const emulator = await start();
  await using calls = await listen();
  const body = `await fetch("${calls.address}"); for (;;);`;
  await createFunction(emulator, body, await createRole(emulator, "runner", "lambda.amazonaws.com"));
  const called = once(calls.server, "request");
  await new LambdaClient(as(emulator)).send(
    new InvokeCommand({ FunctionName: "f", InvocationType: "Event" }),
  );
  await called;
  process.kill(emulator.pid, "SIGKILL");
  await emulator.ended;
  await vi.waitFor(async () => expect(await membersOf(emulator.pid)).toEqual([]));
});

it("does not wait for a call under way, and has saved the state", async () => {
  const first = await start();
  const sqs = new SQSClient({ ...as(first), maxAttempts: 1 });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
  const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  const failed = expect(waiting).rejects.toThrow();
  await createTable(first);
  const begun = Date.now();
  await first.close();
  expect(Date.now() - begun).toBeLessThan(10_000);
  await failed;
  expect(await tables(await start())).toEqual(["items"]);
});

it("ends, functions and all, when its parent is killed, and keeps the state", async () => {
  await using calls = await listen();
  const fixture = fileURLToPath(new URL("abandoned.fixture.ts", import.meta.url));
  const parent = spawn(process.execPath, ["--import", "tsx", fixture, stateDir, calls.address], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const called = once(calls.server, "request");
  let pid = 0;
  try {
    const [line] = (await once(createInterface(parent.stdout), "line")) as [string];
    pid = (JSON.parse(line) as { pid: number }).pid;
    await called;
    expect((await membersOf(pid)).length).toBeGreaterThan(1);
  } finally {
    parent.kill("SIGKILL");
  }
  await vi.waitFor(async () => expect(await membersOf(pid)).toEqual([]), { timeout: 10_000 });
  expect(await tables(await start())).toEqual(["kept"]);
});

it("says why it did not start, with the end of its log", async () => {
  const broken = { ...packages, env: { PYTHONPATH: stateDir, PYTHONDONTWRITEBYTECODE: "1" } };
  await expect(start({ packages: broken })).rejects.toThrow(
    /The emulator did not start: its process ended\.\n[\s\S]*No module named 'hypercorn'/,
  );
});

it("a start that is called off leaves no process", async () => {
  const abort = new AbortController();
  const emulator = await prepare({ signal: abort.signal });
  abort.abort(new Error("called off"));
  await expect(emulator.open()).rejects.toThrow("called off");
  expect(await membersOf(emulator.pid)).toEqual([]);
});
