import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  BatchGetReportsCommand,
  CodeBuildClient,
  DescribeTestCasesCommand,
  ListReportsCommand,
} from "@aws-sdk/client-codebuild";
import {
  CodePipelineClient,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { installAwsCli } from "@stagewright/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putAwsOnPath } from "../../cli/demo/aws-on-path.js";
import {
  startInstallation,
  type TestInstallation,
  type Work,
} from "../../testing/installation/installation.js";
import { stagewright } from "../../testing/installation/stagewright.js";
import { makeStarter } from "../../testing/installation/starter.js";
import { environment, itemWith, test as testOf } from "../../testing/items/items.js";
import {
  actionsOf,
  endedAfter,
  endedBy,
  newestOf,
  openApproval,
  type WatchedPipeline,
} from "./executions.js";
import { prepareAccount } from "./prepared-account.js";

const [stagingAccount, productionAccount] = ["222222222222", "333333333333"];

const Tests = { Api: testOf({ Repository: "api-tests", BuildSpec: "api/buildspec.yml" }) };
const item = itemWith(
  {
    Staging: environment({ AwsAccountId: stagingAccount, Tests }),
    Production: environment({ AwsAccountId: productionAccount, ManualApproval: true }),
  },
  { RepoName: "api" },
);

/** What a user does, and nothing else: each step is started by the one before. */
describe("the example's pipeline", () => {
  let installation: TestInstallation;
  let work: Work;
  let watched: WatchedPipeline;
  let folder: string;
  let takeAwsAway: () => Promise<void>;

  beforeAll(async () => {
    takeAwsAway = await putAwsOnPath(await installAwsCli());
    folder = await mkdtemp(join(tmpdir(), "stagewright-api-"));
    installation = await startInstallation(
      { childAccount: { repositories: ["api"] } },
      { startsItself: true },
    );
    await Promise.all([
      makeStarter(installation),
      ...[stagingAccount, productionAccount].map((account) => prepareAccount(installation, account)),
    ]);
    work = await installation.synth(item);
    await work.terraform().init();
    await work.terraform().apply();
    watched = { client: new CodePipelineClient(installation.client), name: work.pipeline.name };
  });

  afterAll(async () => {
    await installation?.close();
    await takeAwsAway?.();
    await rm(folder, { recursive: true, force: true });
  });

  it("starts by itself, before anything is pushed, and says what is missing", async () => {
    const { status, pipelineExecutionId } = await endedBy(watched, "CreatePipeline");
    expect(status).toBe("Failed");
    const source = (await actionsOf(watched, pipelineExecutionId)).get("ApplicationRepo");
    expect(source?.output?.executionResult?.errorDetails?.message).toContain("api does not exist");
  });

  it("brings a push to a tested stack in another account, and waits there for approval", async () => {
    await push("api-tests");
    expect(await push("api")).toMatch(`Pipeline ${watched.name} has started: execution `);
    const { executionId, actionName } = await openApproval(watched);
    expect(actionName).toBe("ProductionApproval");
    const { trigger, sourceRevisions = [] } = (await newestOf(watched)) ?? {};
    expect([trigger?.triggerType, sourceRevisions.length]).toEqual(["CloudWatchEvent", 2]);
    expect(await orderFrom("staging", stagingAccount)).toEqual([
      200,
      { id: "1", item: "a lamp", quantity: 1 },
    ]);
    expect(await testCases()).toEqual([
      "an order is answered by its id: SUCCEEDED",
      "an order that is not there is not found: SUCCEEDED",
      "knows an order: SUCCEEDED",
      "says that an order is not there: SUCCEEDED",
    ]);
    expect((await actionsOf(watched, executionId)).has("DeployProductionChangeSet")).toBe(false);
  });

  it("deploys nothing where the approval is refused", async () => {
    const { executionId, token } = await answer("Rejected");
    const { status } = await endedAfter(watched, undefined);
    expect(status).toBe("Failed");
    expect((await actionsOf(watched, executionId)).has("DeployProductionChangeSet")).toBe(false);
    expect(await apiOf("production", productionAccount)).toBeUndefined();
    refused = token;
  });

  it("deploys the same once its approval is asked for again, and given: the API answers there", async () => {
    const pipelineExecutionId = (await newestOf(watched))?.pipelineExecutionId ?? "";
    const stageName = productionStage;
    const retry = { pipelineName: watched.name, pipelineExecutionId, stageName };
    await watched.client.send(new RetryStageExecutionCommand({ ...retry, retryMode: "FAILED_ACTIONS" }));
    await answer("Approved", refused);
    const { status } = await endedAfter(watched, undefined);
    expect(status).toBe("Succeeded");
    expect(await orderFrom("production", productionAccount)).toEqual([
      200,
      { id: "1", item: "a lamp", quantity: 1 },
    ]);
  });

  it("stops a change before production whose tests fail against the deployed stack", async () => {
    const known = (await newestOf(watched))?.pipelineExecutionId;
    await push("api", [
      ["src/index.mjs", "a lamp", "a lantern"],
      ["test/index.test.mjs", "a lamp", "a lantern"],
    ]);
    const { status, pipelineExecutionId } = await endedAfter(watched, known);
    expect(status).toBe("Failed");
    const actions = await actionsOf(watched, pipelineExecutionId);
    expect(actions.get("RunStagingApiTests")?.status).toBe("Failed");
    expect([...actions.keys()].filter((name) => name.includes("Production"))).toEqual([]);
    expect(await orderFrom("staging", stagingAccount)).toMatchObject([200, { item: "a lantern" }]);
    expect(await orderFrom("production", productionAccount)).toMatchObject([200, { item: "a lamp" }]);
    expect(await testCases()).toContain("knows an order: FAILED");
  });

  let refused = "";
  let productionStage = "";

  type Edit = readonly [file: string, from: string, to: string];

  /** Pushes an example, as it is or with other words, and gives what the command says. */
  async function push(repository: string, edits: readonly Edit[] = []): Promise<string> {
    const copy = join(folder, repository);
    await cp(join("examples/repositories", repository), copy, { recursive: true });
    for (const [file, from, to] of edits) {
      const text = await readFile(join(copy, file), "utf8");
      await writeFile(join(copy, file), text.replaceAll(from, to));
    }
    const { PATH, HOME } = process.env;
    const { exitCode, stderr } = await stagewright(
      ["sandbox", "push", copy, repository, "--dir", installation.stateDir],
      { env: { PATH, HOME } },
    );
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining(`of main in ${repository}`)]);
    return stderr;
  }

  async function answer(status: "Approved" | "Rejected", answered?: string) {
    const { stageName, actionName, token, executionId } = await openApproval(watched, answered);
    productionStage = stageName;
    const result = { status, summary: "by the test" };
    const what = { pipelineName: watched.name, stageName, actionName, token, result };
    await watched.client.send(new PutApprovalResultCommand(what));
    return { executionId, token };
  }

  async function apiOf(environmentName: string, account: string): Promise<string | undefined> {
    const credentials = installation.sandbox.access.root(account);
    const client = new CloudFormationClient({ ...installation.client, credentials });
    const StackName = `${watched.name}-${environmentName}-stack`;
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === "ApiId")?.OutputValue;
  }

  /** As anybody asks the API, without credentials. */
  async function orderFrom(environmentName: string, account: string): Promise<[number, unknown]> {
    const api = await apiOf(environmentName, account);
    const response = await fetch(`${installation.sandbox.url}/_aws/execute-api/${api}/live/orders/1`);
    return [response.status, await response.json()];
  }

  /** Of the newest report of each group. */
  async function testCases(): Promise<string[]> {
    const client = new CodeBuildClient(installation.client);
    const { reports: reportArns = [] } = await client.send(
      new ListReportsCommand({ sortOrder: "DESCENDING" }),
    );
    const { reports = [] } = await client.send(new BatchGetReportsCommand({ reportArns }));
    const byAge = reports.sort((a, b) => Number(a.created) - Number(b.created));
    const newest = new Map(byAge.map(({ reportGroupArn, arn }) => [reportGroupArn, arn]));
    const cases = await Promise.all(
      [...newest.values()].map((reportArn) => client.send(new DescribeTestCasesCommand({ reportArn }))),
    );
    const all = cases.flatMap(({ testCases: found = [] }) => found);
    return all.map(({ name, status }) => `${name}: ${status}`).sort();
  }
});
