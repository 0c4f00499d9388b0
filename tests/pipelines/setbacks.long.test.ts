import { RetryStageExecutionCommand, RollbackStageCommand } from "@aws-sdk/client-codepipeline";
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ApiInstallation,
  apiItem,
  type Edit,
  productionAccount,
  startApiInstallation,
} from "./api-installation.js";
import {
  actionsOf,
  endedBy,
  endOf,
  executionsOf,
  openApproval,
  succeededIn,
  type WatchedPipeline,
} from "./executions.js";

/** One order more, for which no test asks. */
const withOrder = (item: string): Edit[] => [
  ["src/index.mjs", "]);", `  ["4", { item: "${item}", quantity: 1 }],\n]);`],
];

/** What a user meets who pushes faster than others approve, goes back, and tries again. */
describe.each(["SUPERSEDED", "QUEUED"] as const)("the example's pipeline in mode %s", (mode) => {
  const branch = mode.toLowerCase();
  let api: ApiInstallation;
  let watched: WatchedPipeline;
  let first = "";
  let stageName = "";

  beforeAll(async () => {
    api = await startApiInstallation(["api"]);
    await api.push("api-tests");
    watched = await api.pipelineOf(apiItem({ RepoTag: branch, ExecutionMode: mode }));
    await endedBy(watched, "CreatePipeline");
  });

  afterAll(() => api?.close());

  it("keeps newer pushes in front of production while an approval waits there, as its mode says", async () => {
    await push([]);
    const asked = await openApproval(watched);
    ({ executionId: first, stageName } = asked);
    const second = await push(withOrder("a table"));
    const third = await push(withOrder("a carpet"));
    const isOvertaken = mode === "SUPERSEDED";
    const known = new Map(
      (await executionsOf(watched)).map((each) => [each.pipelineExecutionId, each.status]),
    );
    expect([first, second, third].map((id) => known.get(id))).toEqual([
      ...["InProgress", isOvertaken ? "Superseded" : "InProgress", "InProgress"],
    ]);
    expect((await openApproval(watched)).token).toBe(asked.token);
    await api.answer(watched, "Approved");
    const next = await api.answer(watched, "Approved", asked.token);
    expect(next.executionId).toBe(isOvertaken ? third : second);
    if (!isOvertaken) await api.answer(watched, "Approved", next.token);
    expect(await endOf(watched, third)).toBe("Succeeded");
    expect(await api.orderFrom(watched, "production", "4")).toMatchObject([200, { item: "a carpet" }]);
  });

  it("goes back in production, once that is approved, and nowhere else", async () => {
    const back = { pipelineName: watched.name, stageName, targetPipelineExecutionId: first };
    const { pipelineExecutionId } = await watched.client.send(new RollbackStageCommand(back));
    await api.answer(watched, "Approved");
    expect(await endOf(watched, pipelineExecutionId)).toBe("Succeeded");
    const found = await Promise.all(
      ["production", "staging"].map((environment) => api.orderFrom(watched, environment, "4")),
    );
    expect(found.map(([status]) => status)).toEqual([404, 200]);
  });

  it("deploys after a deployment that failed, once its stage is retried with all actions", async () => {
    const allowAgain = await denyFunctions();
    const execution = await push(withOrder("a mirror"));
    const { token } = await api.answer(watched, "Approved");
    expect(await endOf(watched, execution)).toBe("Failed");
    const failed = (await actionsOf(watched, execution)).get("DeployProductionChangeSet");
    expect(failed?.output?.executionResult?.errorDetails?.message).toMatch(
      /-production-stack is UPDATE_ROLLBACK_COMPLETE/,
    );
    await allowAgain();
    const again = { pipelineName: watched.name, stageName, pipelineExecutionId: execution };
    await watched.client.send(new RetryStageExecutionCommand({ ...again, retryMode: "ALL_ACTIONS" }));
    await api.answer(watched, "Approved", token);
    expect(await endOf(watched, execution)).toBe("Succeeded");
    expect(await api.orderFrom(watched, "production", "4")).toMatchObject([200, { item: "a mirror" }]);
  });

  /** Until the tests of staging have passed. */
  async function push(edits: Edit[]): Promise<string> {
    const said = await api.push("api", edits, branch);
    const [, id = ""] = /execution ([0-9a-f-]{36})/.exec(said) ?? [];
    await succeededIn(watched, id, "RunStagingApiTests");
    return id;
  }

  /** An administrator's mistake in production. Gives what mends it. */
  async function denyFunctions(): Promise<() => Promise<unknown>> {
    const { installation } = api;
    const credentials = installation.sandbox.access.root(productionAccount);
    const iam = new IAMClient({ ...installation.client, credentials });
    const policy = { RoleName: "ChildAccountDeployerRole", PolicyName: "mistake" };
    const statement = { Effect: "Deny", Action: "lambda:UpdateFunction*", Resource: "*" };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument }));
    return () => iam.send(new DeleteRolePolicyCommand(policy));
  }
});
