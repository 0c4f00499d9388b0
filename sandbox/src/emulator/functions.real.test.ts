import { statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as, trustOfService } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { installEmulator } from "./packages.js";
import type { Trouble } from "./trouble.js";

/** A folder as a checkout is one: its package.json says that `.js` is a module. */
let checkout = "";
let emulator: Emulator;
let troubles: Trouble[] = [];

beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), "functions-"));
  await writeFile(join(checkout, "package.json"), '{ "type": "module" }');
  emulator = await startEmulator({
    packages: await installEmulator(),
    stateDir: join(checkout, ".stagewright", "sandbox"),
    accountId: testAccount,
    region: testRegion,
    onTrouble: (trouble) => troubles.push(trouble),
  });
  await new IAMClient(as(emulator)).send(
    new CreateRoleCommand({
      RoleName: "runner",
      AssumeRolePolicyDocument: trustOfService("lambda.amazonaws.com"),
    }),
  );
});
afterAll(async () => {
  await emulator?.close();
  await rm(checkout, { recursive: true, force: true });
});
beforeEach(() => {
  troubles = [];
});

const lambda = () => new LambdaClient(as(emulator));
const arn = (name: string) => `arn:aws:lambda:${testRegion}:${testAccount}:function:${name}`;

const zip = (files: Record<string, string>) =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])),
  );

async function create(name: string, files: Record<string, string>): Promise<void> {
  const Role = `arn:aws:iam::${testAccount}:role/runner`;
  await lambda().send(
    new CreateFunctionCommand({
      ...{ FunctionName: name, Role, Runtime: "nodejs20.x", Handler: "index.handler" },
      Code: { ZipFile: zip(files) },
    }),
  );
}

async function invoke(name: string): Promise<unknown> {
  const { Payload } = await lambda().send(new InvokeCommand({ FunctionName: name }));
  return JSON.parse(new TextDecoder().decode(Payload));
}

describe("below a package.json that says module", () => {
  it.each<[string, Record<string, string>]>([
    ["CommonJS", { "index.js": "exports.handler = async () => typeof require;" }],
    ["an .mjs file", { "index.mjs": "export const handler = async () => typeof import.meta.url;" }],
    [
      "a module by its own package.json",
      {
        "package.json": '{ "type": "module" }',
        "index.js": "export const handler = async () => typeof import.meta.url;",
      },
    ],
    [
      "CommonJS with files and packages of its own",
      {
        "package.json": '{ "name": "own" }',
        "index.js": 'exports.handler = async () => require("./other.js") + require("dependency");',
        "other.js": 'module.exports = "func";',
        "node_modules/dependency/index.js": 'module.exports = "tion";',
      },
    ],
  ])("a function runs that is %s", async (kind, files) => {
    const name = kind.replace(/\W/g, "-");
    await create(name, files);
    expect(await invoke(name)).toMatch(/^(function|string)$/);
    expect(troubles).toEqual([]);
  });
});

const ending = (words: string) => ({
  "index.js": `process.stderr.write(${JSON.stringify(words)}); process.kill(process.pid, "SIGKILL");`,
});

describe("a function that cannot start", () => {
  it("is told of with Node's words, once until its code changes", async () => {
    await create("broken", { "index.js": "export const handler = 1;" });
    const answers = [await invoke("broken"), await invoke("broken")];
    const words = expect.stringContaining("Unexpected token 'export'");
    expect(answers).toEqual([0, 1].map(() => expect.objectContaining({ errorMessage: words })));
    const first = { function: arn("broken"), what: "cannot start", why: words };
    await expect.poll(() => troubles).toEqual([first]);
    const code = { FunctionName: "broken", ZipFile: zip(ending("  at work\nTypeError: no luck\n    at x")) };
    await lambda().send(new UpdateFunctionCodeCommand(code));
    expect(await invoke("broken")).toMatchObject({
      errorMessage: expect.stringContaining("TypeError: no luck"),
    });
    await expect.poll(() => troubles).toEqual([first, { ...first, why: "TypeError: no luck" }]);
  });

  it("is told of in few words, however many it has", async () => {
    await create("wordy", ending(`Error: ${"\u001b[1m\u20ac".repeat(50_000)}\n`));
    await invoke("wordy");
    await expect.poll(() => troubles).toHaveLength(1);
    expect(troubles[0]?.why).toMatch(/^Error: /);
    expect(troubles[0]?.why.length).toBeLessThanOrEqual(400);
  });
});

describe("a mapping whose function fails", () => {
  it("is told of once, however often it tries again", async () => {
    const sqs = new SQSClient(as(emulator));
    const Attributes = { VisibilityTimeout: "0" };
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders", Attributes }));
    const calls = join(checkout, "calls");
    const call = `require("node:fs").appendFileSync(${JSON.stringify(calls)}, ".")`;
    await create("failing", {
      "index.js": `exports.handler = async () => { ${call}; throw new Error("no such order"); };`,
    });
    const EventSourceArn = `arn:aws:sqs:${testRegion}:${testAccount}:orders`;
    const mapping = { FunctionName: "failing", EventSourceArn, ScalingConfig: { MaximumConcurrency: 2 } };
    await lambda().send(new CreateEventSourceMappingCommand(mapping));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "one" }));
    const what = "fails what its mapping of SQS orders sends";
    const told = [{ function: arn("failing"), what, why: "no such order" }];
    await expect.poll(() => troubles, { timeout: 10_000 }).toEqual(told);
    const made = () => statSync(calls).size;
    const before = made();
    await expect.poll(made, { timeout: 10_000 }).toBeGreaterThan(before + 2);
    expect(troubles).toEqual(told);
  });
});
