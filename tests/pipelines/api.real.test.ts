import {
  BatchGetReportsCommand,
  CodeBuildClient,
  DescribeTestCasesCommand,
  ListReportsCommand,
} from "@aws-sdk/client-codebuild";
import { RetryStageExecutionCommand } from "@aws-sdk/client-codepipeline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiInstallation, apiItem, startApiInstallation } from "./api-installation.js";
import {
  actionsOf,
  endedAfter,
  endedBy,
  newestOf,
  openApproval,
  type WatchedPipeline,
} from "./executions.js";

/** What a user does, and nothing else: each step is started by the one before. */
describe("the example's pipeline", () => {
  let api: ApiInstallation;
  let watched: WatchedPipeline;

  beforeAll(async () => {
    api = await startApiInstallation(["api"]);
    watched = await api.pipelineOf(apiItem());
  });

  afterAll(() => api?.close());

  it("starts by itself, before anything is pushed, and says what is missing", async () => {
    const { status, pipelineExecutionId } = await endedBy(watched, "CreatePipeline");
    expect(status).toBe("Failed");
    const source = (await actionsOf(watched, pipelineExecutionId)).get("ApplicationRepo");
    expect(source?.output?.executionResult?.errorDetails?.message).toContain("api does not exist");
  });

  it("brings a push to a tested stack in another account, and waits there for approval", async () => {
    await api.push("api-tests");
    expect(await api.push("api")).toMatch(`Pipeline ${watched.name} has started: execution `);
    const { executionId, actionName } = await openApproval(watched);
    expect(actionName).toBe("ProductionApproval");
    const { trigger, sourceRevisions = [] } = (await newestOf(watched)) ?? {};
    expect([trigger?.triggerType, sourceRevisions.length]).toEqual(["CloudWatchEvent", 2]);
    expect(await api.orderFrom(watched, "staging")).toEqual([200, { id: "1", item: "a lamp", quantity: 1 }]);
    expect(await testCases()).toEqual([
      "an order is answered by its id: SUCCEEDED",
      "an order that is not there is not found: SUCCEEDED",
      "knows an order: SUCCEEDED",
      "says that an order is not there: SUCCEEDED",
    ]);
    expect((await actionsOf(watched, executionId)).has("DeployProductionChangeSet")).toBe(false);
  });

  it("deploys nothing where the approval is refused", async () => {
    const { executionId, token, stageName } = await api.answer(watched, "Rejected");
    const { status } = await endedAfter(watched, undefined);
    expect(status).toBe("Failed");
    expect((await actionsOf(watched, executionId)).has("DeployProductionChangeSet")).toBe(false);
    expect(await api.apiOf(watched, "production")).toBeUndefined();
    refused = token;
    productionStage = stageName;
  });

  it("deploys the same once its approval is asked for again, and given: the API answers there", async () => {
    const pipelineExecutionId = (await newestOf(watched))?.pipelineExecutionId ?? "";
    const stageName = productionStage;
    const retry = { pipelineName: watched.name, pipelineExecutionId, stageName };
    await watched.client.send(new RetryStageExecutionCommand({ ...retry, retryMode: "FAILED_ACTIONS" }));
    await api.answer(watched, "Approved", refused);
    const { status } = await endedAfter(watched, undefined);
    expect(status).toBe("Succeeded");
    expect(await api.orderFrom(watched, "production")).toEqual([
      200,
      { id: "1", item: "a lamp", quantity: 1 },
    ]);
  });

  it("stops a change before production whose tests fail against the deployed stack", async () => {
    const known = (await newestOf(watched))?.pipelineExecutionId;
    await api.push("api", [
      ["src/index.mjs", "a lamp", "a lantern"],
      ["test/index.test.mjs", "a lamp", "a lantern"],
    ]);
    const { status, pipelineExecutionId } = await endedAfter(watched, known);
    expect(status).toBe("Failed");
    const actions = await actionsOf(watched, pipelineExecutionId);
    expect(actions.get("RunStagingApiTests")?.status).toBe("Failed");
    expect([...actions.keys()].filter((name) => name.includes("Production"))).toEqual([]);
    expect(await api.orderFrom(watched, "staging")).toMatchObject([200, { item: "a lantern" }]);
    expect(await api.orderFrom(watched, "production")).toMatchObject([200, { item: "a lamp" }]);
    expect(await testCases()).toContain("knows an order: FAILED");
  });

  let refused = "";
  let productionStage = "";

  /** Of the newest report of each group. */
  async function testCases(): Promise<string[]> {
    const client = new CodeBuildClient(api.installation.client);
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
