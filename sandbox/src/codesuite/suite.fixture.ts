import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { installEmulator } from "../emulator/index.js";
import type { AccountAccess, Authorizer, Caller, Service } from "../service.js";
import { createCodeBuild } from "./codebuild/index.js";
import { createCodeCommit } from "./codecommit/index.js";
import { connectionsPort, createCodeConnections } from "./codeconnections/index.js";
import { createCodePipeline } from "./codepipeline/index.js";
import {
  awsNeighbours,
  botocoreModels,
  type CodeSuiteContext,
  openStore,
  type SuiteEvent,
} from "./core/index.js";

export const suiteAccount = "111111111111";
export const suiteRegion = "eu-west-1";

/** What a test may change while the suite runs. */
export interface World {
  /** Names of S3 buckets that exist; those of account 222222222222 answer 403. */
  readonly buckets: Set<string>;
  /** ARNs of roles that exist and trust the services. */
  readonly roles: Set<string>;
  /** IAM actions that callers are denied. */
  readonly denied: Set<string>;
  /** What IAM was asked: `action resource`. */
  readonly asked: string[];
  readonly events: SuiteEvent[];
  clock: Date;
}

export interface TestSuite {
  readonly url: string;
  readonly world: World;
  readonly context: CodeSuiteContext;
  /** The options of an SDK client. The access key is the account's id. */
  client(accountId?: string): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** Sends a body as it is and gives the answer as it comes. */
  send(target: string, body: string): Promise<{ status: number; body: Record<string, unknown> }>;
  /** The same records behind a suite that was started anew. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The suite, with pipelines that start when they are told to, behind a small server that also answers as S3 and SNS. */
export async function startSuite(): Promise<TestSuite> {
  const { folder } = await installEmulator();
  const stateDir = mkdtempSync(join(tmpdir(), "suite-"));
  const world = newWorld();
  let services: Service[] = [];
  const left: Service[] = [];
  const server = createServer((request, response) => void route(request, response, services, world));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const open = () => createContext(url, folder, stateDir, world);
  let context = open();
  services = createServices(context);
  return {
    url,
    world,
    get context() {
      return context;
    },
    client: (accountId = suiteAccount) => clientOptions(url, accountId),
    send: (target, body) => send(url, target, body),
    async restart() {
      left.push(...services);
      context = open();
      services = createServices(context);
    },
    async close() {
      await Promise.all([...left, ...services].map((service) => service.close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

function newWorld(): World {
  return {
    buckets: new Set(["artifacts"]),
    roles: new Set([`arn:aws:iam::${suiteAccount}:role/pipeline`]),
    denied: new Set(),
    asked: [],
    events: [],
    clock: new Date("2026-01-02T03:04:05Z"),
  };
}

function createServices(context: CodeSuiteContext): Service[] {
  const { builds, service } = createCodeBuild(context);
  const { service: codeCommit, sources } = createCodeCommit(context);
  const ports = { builds, connections: connectionsPort(context), sources };
  const pipelines = createCodePipeline({ ...context, ...ports }, { startsItself: false });
  return [pipelines.service, service, codeCommit, ...createCodeConnections(context)];
}

function createContext(url: string, botocore: string, stateDir: string, world: World): CodeSuiteContext {
  const access: AccountAccess = {
    endpoint: url,
    root: (accountId) => ({ accessKeyId: accountId, secretAccessKey: "test" }),
    assumeServiceRole: async () => ({ accessKeyId: "session", secretAccessKey: "test" }),
  };
  const store = openStore(stateDir);
  return {
    access,
    authorizer: createAuthorizer(world),
    region: suiteRegion,
    models: botocoreModels(botocore),
    neighbours: awsNeighbours(access),
    store,
    now: () => world.clock,
    emit: async (event) => {
      world.events.push(event);
    },
  };
}

function createAuthorizer({ roles, denied, asked }: World): Authorizer {
  return {
    async authorize({ caller, action, resource }) {
      asked.push(`${action} ${resource}`);
      if (!denied.has(action)) return { allowed: true };
      return { allowed: false, message: `User: ${caller.arn} is not authorized to perform: ${action}` };
    },
    async trusts({ roleArn }) {
      return roles.has(roleArn) ? { allowed: true } : { allowed: false, message: `no role ${roleArn}` };
    },
  };
}

async function route(request: IncomingMessage, response: ServerResponse, services: Service[], world: World) {
  const body = await text(request);
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return answerJson(request, response, services, target, body);
  if (request.method === "HEAD") return answerBucket(request, response, world);
  response.writeHead(404).end();
}

function answerBucket(request: IncomingMessage, response: ServerResponse, { buckets }: World): void {
  const bucket = (request.url ?? "").split(/[/?]/)[1] ?? "";
  const status = bucket.startsWith("foreign-") ? 403 : 404;
  response.writeHead(buckets.has(bucket) ? 200 : status).end();
}

async function answerJson(
  request: IncomingMessage,
  response: ServerResponse,
  services: Service[],
  target: string,
  body: string,
) {
  const dot = target.lastIndexOf(".");
  const [, accountId = suiteAccount, region = suiteRegion] =
    /Credential=([^/]+)\/\d+\/([^/]+)/.exec(request.headers.authorization ?? "") ?? [];
  const caller: Caller = { accountId, accessKeyId: accountId, arn: `arn:aws:iam::${accountId}:root` };
  const service = services.find(({ targets }) => targets.includes(target.slice(0, dot)));
  const call = { target: target.slice(0, dot), operation: target.slice(dot + 1), region, caller, body };
  const answer = (await service?.answer(call)) ?? { status: 404, body: { __type: "NoSuchService" } };
  response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify(answer.body));
}

function clientOptions(endpoint: string, accountId: string) {
  return {
    endpoint,
    region: suiteRegion,
    credentials: { accessKeyId: accountId, secretAccessKey: "test" },
    maxAttempts: 1,
  };
}

async function send(url: string, target: string, body: string) {
  const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" };
  const response = await fetch(url, { method: "POST", headers, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
