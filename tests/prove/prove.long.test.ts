import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodeStarConnectionsClient, CreateConnectionCommand } from "@aws-sdk/client-codestar-connections";
import { SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { type Sandbox, startSandbox } from "@stagewright/sandbox";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inventoryOf } from "../../testing/installation/inventory.js";
import type { ClaimResult } from "./claim.js";

let folder: string;
let sandbox: Sandbox;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-proof-"));
  sandbox = await startSandbox({ stateDir: join(folder, "sandbox"), region: "us-east-1" });
});

afterEach(async () => {
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly exitCode: number | undefined;
  readonly results: readonly ClaimResult[];
  readonly left: readonly string[];
  readonly stderr: string;
}

function start(...args: string[]) {
  const { PATH = "", HOME = "", TMPDIR = tmpdir() } = process.env;
  const all = ["--import", "tsx", "tests/prove/main.ts", "--json", "--prefix", "proof", ...args];
  return execa(process.execPath, all, {
    env: { PATH, HOME, TMPDIR, ...sandbox.env() },
    extendEnv: false,
    reject: false,
  });
}

async function proven(...args: string[]): Promise<Ended> {
  const { exitCode, stdout, stderr } = await start("--yes", "--patience", "20", ...args);
  return { exitCode, stderr: String(stderr), ...JSON.parse(String(stdout) || '{"results":[],"left":[]}') };
}

const ids = ({ results }: Ended, verdict: ClaimResult["verdict"]) =>
  results.filter((result) => result.verdict === verdict).map(({ id }) => id);

/** But for builds and keys, of which AWS keeps what has ended too. */
const standing = async () =>
  (await inventoryOf(sandbox, join(folder, "sandbox"))).filter(
    (line) => !/CodeBuild builds|KMS keys|onnection/.test(line),
  );

describe("npm run prove:aws", () => {
  it("finds that every claim holds, and leaves nothing", async () => {
    const client = new CodeStarConnectionsClient({
      endpoint: sandbox.url,
      region: sandbox.region,
      credentials: sandbox.access.root(sandbox.accountId),
    });
    const create = new CreateConnectionCommand({ ConnectionName: "proof", ProviderType: "GitHub" });
    const { ConnectionArn = "" } = await client.send(create);
    await sandbox.completeConnection(ConnectionArn);
    const ended = await proven("--connection", ConnectionArn);
    expect(ended.results, ended.stderr).not.toEqual([]);
    expect(
      { fell: ids(ended, "fell"), not: ids(ended, "not-tried"), left: ended.left },
      ended.stderr,
    ).toEqual({
      fell: [],
      not: [],
      left: [],
    });
    expect(ids(ended, "not-shown")).toEqual([]);
    expect(ids(ended, "held")).toHaveLength(27);
    expect(ended.exitCode).toBe(0);
    expect(await standing()).toEqual([]);
  });

  it("makes nothing before somebody says so", async () => {
    const { exitCode, stderr } = await start();
    expect(exitCode).toBe(2);
    expect(stderr).toContain("It costs less than");
    expect(await standing()).toEqual([]);
  });

  it("tells which claim falls where a permission is taken away", async () => {
    sandbox.gateway.faults.inject({
      match: { service: "kms", action: "EnableKeyRotation" },
      at: "every",
      effect: {
        fail: {
          code: "AccessDeniedException",
          status: 400,
          message: `User: arn:aws:sts::${sandbox.accountId}:assumed-role/proof_control-reconciler/build is not authorized to perform: kms:EnableKeyRotation on this resource because no resource-based policy allows the kms:EnableKeyRotation action`,
        },
      },
    });
    const ended = await proven();
    expect(ids(ended, "fell"), ended.stderr).toEqual(["key-at-birth"]);
    expect(ended.results.find(({ verdict }) => verdict === "fell")?.words).toContain("kms:EnableKeyRotation");
    expect(ended).toMatchObject({ exitCode: 1, left: [] });
  });

  /** Of the executions' claims, by what AWS could do otherwise than the sandbox; one proof for both, since each takes a minute. */
  it("tells what executions show: a link that leads nowhere, and a deployer that may make nothing", async () => {
    sandbox.gateway.faults.inject({
      match: { service: "cloudformation", action: "DescribeChangeSet", principal: "*:root" },
      at: "every",
      effect: { fail: { code: "ChangeSetNotFound", status: 404, message: "ChangeSet does not exist" } },
    });
    sandbox.gateway.faults.inject({
      match: { service: "cloudformation", action: "ExecuteChangeSet" },
      at: "every",
      effect: { fail: { code: "AccessDenied", status: 403, message: "may not pass the deployer role" } },
    });
    const ended = await proven();
    expect(ids(ended, "fell"), ended.stderr).toEqual(["change-set-link", "deployed"]);
    expect(ids(ended, "not-tried")).toEqual(["no-changes", "artifact-keys", "project-without-source"]);
    expect(ended).toMatchObject({ exitCode: 1, left: [] });
  });

  it("tells that an account runs no build, before it makes anything that would wait for one", async () => {
    sandbox.gateway.faults.inject({
      match: { service: "codebuild", action: "StartBuild" },
      at: "every",
      effect: {
        fail: {
          code: "AccountLimitExceededException",
          status: 400,
          message: "Cannot have more than 0 builds in queue for the account",
        },
      },
    });
    const ended = await proven();
    expect(ids(ended, "fell"), ended.stderr).toEqual(["build-starts"]);
    expect(ids(ended, "held")).toEqual([]);
    expect(ended).toMatchObject({ exitCode: 1, left: [] });
  });

  it("tells that nobody hears of failures where the topic refuses what the rule sends", async () => {
    const sns = new SNSClient({
      endpoint: sandbox.url,
      region: sandbox.region,
      credentials: sandbox.access.root(sandbox.accountId),
    });
    const TopicArn = `arn:aws:sns:us-east-1:${sandbox.accountId}:proof_control-failures`;
    const Statement = [
      { Effect: "Deny", Principal: { AWS: "*" }, Action: "sns:Publish", Resource: TopicArn },
    ];
    const AttributeValue = JSON.stringify({ Version: "2012-10-17", Statement });
    const refuse = new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue });
    sandbox.gateway.faults.onMatch({ action: "Subscribe" }, "first", () => void sns.send(refuse));
    const ended = await proven();
    expect(ids(ended, "fell"), ended.stderr).toEqual(["failure-told"]);
    expect(ended).toMatchObject({ exitCode: 1, left: [] });
  });

  it("removes what it has made when it is interrupted", async () => {
    const child = start("--yes");
    sandbox.gateway.faults.onMatch({ action: "CreateFunction" }, "first", () => void child.kill("SIGINT"));
    const { exitCode, stderr } = await child;
    expect([exitCode, await standing()], String(stderr)).toEqual([1, []]);
  });
});
