import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { CodeBuildClient } from "@aws-sdk/client-codebuild";
import { installEmulator } from "../../emulator/index.js";
import type { AccountAccess, Authorizer, Caller, Service } from "../../service.js";
import { testAccount, testRegion } from "../../test-account.fixture.js";
import { awsNeighbours, botocoreModels, openStore, type SuiteEvent } from "../core/index.js";
import { type CodeBuildSettings, createCodeBuild } from "./index.js";

export const buildRole = `arn:aws:iam::${testAccount}:role/build`;

/** What a test may change while the service runs. */
export interface BuildWorld {
  /** ARNs of roles that exist and trust CodeBuild. */
  readonly roles: Set<string>;
  /** `action` or `action resource` that callers are denied. */
  readonly denied: Set<string>;
  /** What IAM was asked: `action resource`. */
  readonly asked: string[];
  readonly events: SuiteEvent[];
  /** Set: the time stands still there. */
  clock?: Date;
  /** Set: how long the bus takes to hear of an event. */
  hear?(event: SuiteEvent): Promise<void>;
}

export interface TestCodeBuild {
  readonly world: BuildWorld;
  readonly client: CodeBuildClient;
  /** Sends a body that no SDK would send. */
  send(operation: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  /** The same records behind a service that was started anew, its predecessor left as a crash leaves it. */
  restart(): void;
  close(): Promise<void>;
}

export interface TestOptions {
  /** Default: an account that answers nothing. */
  readonly access?: AccountAccess;
  readonly settings?: Partial<CodeBuildSettings>;
}

/** CodeBuild alone behind a small server; IAM is played by the `BuildWorld`. */
export async function startCodeBuild({
  access = noAccess,
  settings,
}: TestOptions = {}): Promise<TestCodeBuild> {
  const { folder } = await installEmulator();
  const stateDir = mkdtempSync(join(tmpdir(), "codebuild-"));
  const world: BuildWorld = { roles: new Set([buildRole]), denied: new Set(), asked: [], events: [] };
  const models = botocoreModels(folder);
  const open = () => {
    const { service } = createCodeBuild(
      {
        access,
        authorizer: createAuthorizer(world),
        region: testRegion,
        models,
        neighbours: awsNeighbours(access),
        store: openStore(stateDir),
        now: () => world.clock ?? new Date(),
        emit: async (event) => {
          await world.hear?.(event);
          world.events.push(event);
        },
      },
      { graceMs: 200, ...settings },
    );
    return service;
  };
  const services = [open()];
  const server = createServer((request, response) => void answer(request, response, services.at(-1)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: testAccount, secretAccessKey: "test" };
  const client = new CodeBuildClient({ endpoint, region: testRegion, credentials, maxAttempts: 1 });
  return {
    world,
    client,
    send: (operation, body) => send(endpoint, operation, body),
    restart: () => void services.push(open()),
    async close() {
      client.destroy();
      await Promise.all(services.map((service) => service.close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

const noAccess: AccountAccess = {
  endpoint: "http://127.0.0.1:9",
  root: (accountId) => ({ accessKeyId: accountId, secretAccessKey: "test" }),
  assumeServiceRole: async () => {
    throw new Error("There is no role in this account");
  },
};

function createAuthorizer({ roles, denied, asked }: BuildWorld): Authorizer {
  return {
    async authorize({ caller, action, resource }) {
      asked.push(`${action} ${resource}`);
      if (!denied.has(action) && !denied.has(`${action} ${resource}`)) return { allowed: true };
      const message = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`;
      return { allowed: false, message };
    },
    async trusts({ roleArn }) {
      return roles.has(roleArn) ? { allowed: true } : { allowed: false, message: `no role ${roleArn}` };
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, service: Service | undefined) {
  const [target = "", operation = ""] = String(request.headers["x-amz-target"]).split(".");
  const caller: Caller = {
    accountId: testAccount,
    accessKeyId: testAccount,
    arn: `arn:aws:iam::${testAccount}:user/team/ann`,
  };
  const body = await text(request);
  const reply = await service?.answer({ target, operation, region: testRegion, caller, body });
  response.writeHead(reply?.status ?? 500, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify(reply?.body ?? {}));
}

async function send(endpoint: string, operation: string, body: unknown) {
  const headers = { "x-amz-target": `CodeBuild_20161006.${operation}` };
  const response = await fetch(endpoint, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
