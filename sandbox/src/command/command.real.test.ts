import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import {
  CodeStarConnectionsClient,
  CreateConnectionCommand,
  GetConnectionCommand,
} from "@aws-sdk/client-codestar-connections";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { execa, type ResultPromise } from "execa";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { installAwsCli, type PythonPackages } from "../emulator/index.js";
import { shellWord } from "../shell-word.js";
import { sandboxCommand } from "./index.js";

const programPath = fileURLToPath(new URL("program.fixture.ts", import.meta.url));

/** A function whose error would clear a terminal. */
const breaking = 'throw new Error("no \\u001b[2Jluck")';

let aws: PythonPackages;
let folder: string;
let dir: string;
const running = new Set<ResultPromise>();

beforeAll(async () => {
  aws = await installAwsCli();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-command-"));
  dir = join(folder, "it's a folder");
});

afterEach(async () => {
  for (const program of running) program.kill("SIGTERM");
  await Promise.all(running);
  running.clear();
  await rm(folder, { recursive: true });
});

/** A call of the command in this process. */
async function call(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const command = sandboxCommand({ stdout, stderr });
  const failure = await command.parseAsync([...args, "--dir", dir], { from: "user" }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { stdout: String(stdout.read() ?? ""), stderr: String(stderr.read() ?? ""), failure };
}

/** Starts a sandbox and waits until it says how to use it. */
async function up(...args: string[]) {
  const program = execa(process.execPath, ["--import", "tsx", programPath, "up", ...args, "--dir", dir], {
    reject: false,
  });
  running.add(program);
  let said = "";
  program.stderr.on("data", (chunk) => {
    said += chunk;
  });
  await vi.waitFor(() => expect(said).toContain("An AWS account is at"), { timeout: 20_000, interval: 20 });
  return { program, said: () => said };
}

/** A shell that is pointed at the sandbox as the documentation says. */
async function inShell(command: string) {
  const { stdout } = await call("env");
  return execa("sh", ["-c", `eval "$1"; ${command}`, "sh", stdout], {
    env: { PATH: process.env.PATH ?? "", HOME: folder, PYTHON: aws.python, ...aws.env },
    extendEnv: false,
    reject: false,
  });
}

/** What `env` says, for an SDK client. */
async function clientOfEnv() {
  const { stdout } = await call("env");
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } = Object.fromEntries(
    [...stdout.matchAll(/export (\w+)='(.*)'/g)].map(([, name, value]) => [name, value]),
  );
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  return { endpoint: AWS_ENDPOINT_URL, region: AWS_REGION, credentials };
}

it("up, then the AWS command line, show, and down", async () => {
  const { program, said } = await up();
  expect(said()).toContain("(account 111111111111, region eu-central-1)");

  const made = await inShell(
    '"$PYTHON" -m awscli s3 mb s3://shop && "$PYTHON" -m awscli sts get-caller-identity',
  );
  expect(made.stderr).toBe("");
  expect(made.stdout).toContain("arn:aws:iam::111111111111:root");

  const { stdout } = await call("show", "--json");
  expect(JSON.parse(stdout)).toEqual({
    accounts: [
      {
        accountId: "111111111111",
        global: { "S3 buckets": [{ name: "shop", detail: "0 objects" }] },
        regions: {},
      },
    ],
  });
  expect((await call("show")).stdout).toBe("account 111111111111\n└─ S3 buckets\n   └─ shop (0 objects)\n");

  expect(await call("down")).toEqual({
    stdout: "",
    stderr: `The sandbox in ${dir} has ended.\n`,
    failure: undefined,
  });
  expect((await program).exitCode).toBe(0);
  expect(existsSync(join(dir, "emulator"))).toBe(true);
});

it("env gives five lines that a shell reads as they are meant, of the one that may run there", async () => {
  await up("--account", "222222222222", "--region", "us-east-2");
  const second = await call("up");
  expect(second.failure).toMatch(/A sandbox already runs in .*: http:\/\/127\.0\.0\.1:\d+, process \d+/);
  const { stdout } = await call("env");
  const { url } = JSON.parse(await readFile(join(dir, "sandbox.json"), "utf8")) as { url: string };
  const secret = await readFile(join(dir, "secret"), "utf8");
  expect(stdout.trimEnd().split("\n")).toEqual([
    `export AWS_ENDPOINT_URL='${url}'`,
    "export AWS_ACCESS_KEY_ID='222222222222'",
    `export AWS_SECRET_ACCESS_KEY='${secret}'`,
    "export AWS_REGION='us-east-2'",
    "export AWS_DEFAULT_REGION='us-east-2'",
  ]);
  const other = await call("env", "--account", "333333333333");
  expect(other.stdout).toBe(stdout.replace("222222222222", "333333333333"));
  expect((await inShell('echo "$AWS_ENDPOINT_URL $AWS_DEFAULT_REGION"')).stdout).toBe(`${url} us-east-2`);
  await expectWarning();
});

it("an interrupt ends it in order, and the next start finds what it held on the same port", async () => {
  const first = await up();
  await inShell('"$PYTHON" -m awscli s3 mb s3://kept');
  const { url } = JSON.parse(await readFile(join(dir, "sandbox.json"), "utf8")) as { url: string };
  first.program.kill("SIGINT");
  expect((await first.program).exitCode).toBe(0);
  await up();
  expect((await call("env")).stdout).toContain(url);
  expect((await inShell('"$PYTHON" -m awscli s3 ls')).stdout).toMatch(/ kept$/);
});

it("up tells on its terminal of a function that cannot start, as text", async () => {
  const { said } = await up();
  const client = await clientOfEnv();
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const { Role } = await new IAMClient(client).send(
    new CreateRoleCommand({ RoleName: "runner", AssumeRolePolicyDocument }),
  );
  const lambda = new LambdaClient(client);
  await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: "f", Role: Role?.Arn, Runtime: "nodejs20.x", Handler: "index.handler" },
      Code: { ZipFile: zipSync({ "index.js": strToU8(breaking) }) },
    }),
  );
  for (const _ of [1, 2]) await lambda.send(new InvokeCommand({ FunctionName: "f" }));
  const told = "Function f (account 111111111111, region eu-central-1) cannot start: no \\u001b[2Jluck\n";
  await vi.waitFor(() => expect(said().split("Ctrl-C ends it")[1]).toContain(told));
  expect(said().split("cannot start")).toHaveLength(2);
});

it("complete does what a person does in the console: the connection is then available", async () => {
  await up();
  const client = new CodeStarConnectionsClient(await clientOfEnv());
  const create = new CreateConnectionCommand({ ConnectionName: "github", ProviderType: "GitHub" });
  const { ConnectionArn = "" } = await client.send(create);
  const status = async () =>
    (await client.send(new GetConnectionCommand({ ConnectionArn }))).Connection?.ConnectionStatus;
  expect(await status()).toBe("PENDING");
  const none = ConnectionArn.replace(/[^/]*$/, "none");
  expect((await call("complete", none)).failure).toBe(`Connection not found: ${none}`);
  expect(await call("complete", ConnectionArn)).toMatchObject({
    stderr: `${ConnectionArn} is available.\n`,
    failure: undefined,
  });
  expect(await status()).toBe("AVAILABLE");
});

it("down --delete forgets everything", async () => {
  const { program } = await up();
  await call("down", "--delete");
  await program;
  expect(existsSync(dir)).toBe(false);
});

it("without a sandbox, env and show say how to start one, and down says that there is none", async () => {
  const hint = `No sandbox runs in ${dir}. Start one: stagewright-sandbox up --dir ${shellWord(dir)}`;
  expect((await call("env")).failure).toBe(hint);
  expect((await call("show")).failure).toBe(hint);
  expect(await call("down")).toEqual({
    stdout: "",
    stderr: `No sandbox runs in ${dir}.\n`,
    failure: undefined,
  });
});

it("a sandbox that was killed is noticed as gone, and its folder can be used again", async () => {
  const { program } = await up();
  program.kill("SIGKILL");
  await program;
  expect((await call("env")).failure).toMatch(/No sandbox runs/);
  await up();
});

/** Of a session token that AWS tools would send along. */
async function expectWarning(): Promise<void> {
  vi.stubEnv("AWS_SESSION_TOKEN", "left over");
  try {
    expect((await call("env")).stderr).toMatch(/unset AWS_SESSION_TOKEN/);
  } finally {
    vi.unstubAllEnvs();
  }
}
