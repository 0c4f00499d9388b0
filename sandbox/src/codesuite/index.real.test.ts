import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { installEmulator } from "../emulator/index.js";
import type { AccountAccess, Authorizer, Service } from "../service.js";
import { createCodeSuite } from "./index.js";

const access: AccountAccess = {
  endpoint: "http://127.0.0.1:9",
  root: (accountId) => ({ accessKeyId: accountId, secretAccessKey: "test" }),
  assumeServiceRole: async () => ({ accessKeyId: "session", secretAccessKey: "test" }),
};
const authorizer: Authorizer = {
  authorize: async () => ({ allowed: true }),
  trusts: async () => ({ allowed: true }),
};
let stateDir = "";
let services: readonly Service[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "suite-"));
  const emit = async () => {
    throw new Error("no bus");
  };
  ({ services } = createCodeSuite({
    access,
    authorizer,
    region: "eu-west-1",
    stateDir,
    botocoreDir: (await installEmulator()).folder,
    emit,
  }));
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.close()));
  rmSync(stateDir, { recursive: true, force: true });
});

function ask(operation: string, body: object) {
  const [service] = services.filter(({ targets }) => targets.includes("CodeCommit_20150413"));
  const caller = {
    accountId: "111111111111",
    accessKeyId: "111111111111",
    arn: "arn:aws:iam::111111111111:root",
  };
  const call = {
    target: "CodeCommit_20150413",
    operation,
    region: "eu-west-1",
    caller,
    body: JSON.stringify(body),
  };
  return service?.answer(call);
}

it("the suite answers for every target of its services, under both names of CodeConnections", () => {
  expect(services.flatMap(({ targets }) => targets).sort()).toEqual([
    "CodeBuild_20161006",
    "CodeCommit_20150413",
    "CodeConnections_20231201",
    "CodePipeline_20150709",
    "CodeStar_connections_20191201",
    "com.amazonaws.codeconnections.CodeConnections_20231201",
    "com.amazonaws.codestar.connections.CodeStar_connections_20191201",
  ]);
});

it("what is done stays done when its event is lost, and a warning says so", async () => {
  await ask("CreateRepository", { repositoryName: "shop" });
  const warned = once(process, "warning");
  const file = { repositoryName: "shop", branchName: "main", filePath: "a", fileContent: "YQ==" };
  expect(await ask("PutFile", file)).toMatchObject({ status: 200 });
  const [warning] = await warned;
  expect(warning.message).toBe("An event was lost, CodeCommit Repository State Change: Error: no bus");
});
