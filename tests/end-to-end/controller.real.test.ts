import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  paginateListBuildsForProject,
} from "@aws-sdk/client-codebuild";
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pipelineId } from "../../compiler/index.js";
import type { PipelineKey } from "../../controller/key.js";
import { type ControlPlane, startControlPlane } from "../support/control-plane.js";
import { environment, itemWith, test as testOf } from "../support/items.js";
import { times } from "../support/times.js";

/** The table's stream, the Lambda, the builds and Terraform are the sandbox's: a test only edits the table, and looks. */
let plane: ControlPlane;
let before: string[];

const limit = 2;

beforeAll(async () => {
  plane = await startControlPlane({
    controller: { concurrentBuilds: limit, pipelinesPerBuild: 1, parallel: 1 },
  });
  before = await plane.inventory();
});

afterAll(() => plane?.close());

const shop: PipelineKey = { repository: "webshop", branch: "main" };
const staging = environment({ Tests: { Smoke: testOf() } });
const production = environment({ AwsAccountId: "333333333333", ManualApproval: "lead@example.com" });

function shopItem(changes: { staging?: object; production?: object } = {}): object {
  return itemWith({
    Staging: { ...staging, ...changes.staging },
    Production: { ...production, ...changes.production },
  });
}

/** What the account holds of a pipeline; keys that wait for their deletion are not held any more. */
async function held({ repository, branch }: PipelineKey): Promise<string[]> {
  const id = pipelineId(repository, branch);
  return (await plane.inventory()).filter((line) => line.includes(id) && !line.includes("KMS keys"));
}

describe("an item of the table", () => {
  test("becomes a pipeline when it is put", async () => {
    await plane.put(shopItem());
    const [record] = await plane.settled(shop);
    expect(record?.outcome).toMatchObject({ kind: "applied", log: expect.stringContaining("https://") });
    expect((await held(shop)).join("\n")).toMatch(/CodePipeline pipelines: .*webshop-main/);
  });

  test("changes its pipeline when it is changed, and takes an environment away that is switched off", async () => {
    await plane.put(shopItem({ staging: { Tests: { Smoke: testOf(), Load: testOf() } } }));
    expect((await plane.settled(shop))[0]?.outcome).toMatchObject({ kind: "applied" });
    expect((await held(shop)).join("\n")).toContain("_staging_load");

    await plane.put(shopItem({ staging: { Deploy: false } }));
    expect((await plane.settled(shop))[0]?.outcome).toMatchObject({ kind: "applied" });
    expect((await held(shop)).join("\n")).not.toContain("_staging_");
  });

  test("leaves its pipeline as it is when it is not sound, and says why", async () => {
    const standing = await held(shop);
    const item = await plane.table.readItem(shop);
    await plane.table.putItem({ ...item, BuildImge: "x" }, item);
    await plane.settled(shop);
    const { exitCode, stderr } = await plane.stagewright("status", "webshop", "main");
    expect(exitCode).toBe(1);
    for (const told of ["invalid", "/BuildImge", "Did you mean BuildImage?"]) expect(stderr).toContain(told);
    expect(await held(shop)).toEqual(standing);
    await plane.table.putItem(item ?? {}, await plane.table.readItem(shop));
  });

  test("fails with a message that names the permission that the controller lacks", async () => {
    const iam = new IAMClient(plane.client);
    const missing = { RoleName: plane.names.reconciler, PolicyName: "taken-away" };
    const Action = "codepipeline:UpdatePipeline";
    const statement = { Effect: "Deny", Action, Resource: "*" };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await iam.send(new PutRolePolicyCommand({ ...missing, PolicyDocument }));
    await plane.put(shopItem());
    const [record] = await plane.settled(shop);
    expect(record?.outcome).toMatchObject({
      kind: "failed",
      failure: { class: "access-denied", message: expect.stringContaining(Action) },
    });
    await iam.send(new DeleteRolePolicyCommand(missing));
    expect(record?.outcome?.failure?.message).toContain(plane.names.reconciler);
  });

  test("takes its pipeline along when it is removed", async () => {
    expect((await plane.stagewright("rm", "webshop", "main", "--yes")).exitCode).toBe(0);
    expect(await plane.settled(shop)).toEqual([undefined]);
    expect(await held(shop)).toEqual([]);
  });
});

describe("several items at once", () => {
  const keys = Array.from({ length: times(2) }, (_, index) => ({
    repository: `service-${index}`,
    branch: "main",
  }));

  test("become pipelines, with no more builds at once than the installation allows", async () => {
    const puts = keys.map(({ repository }) =>
      plane.put({ ...itemWith({ Prod: production }), RepoName: repository }),
    );
    await Promise.all(puts);
    const records = await plane.settled(...keys);
    expect(records.map((record) => record?.outcome?.kind)).toEqual(keys.map(() => "applied"));
    expect(await mostBuildsAtOnce()).toBeLessThanOrEqual(limit);
  });

  test("leave nothing behind when they go", async () => {
    await Promise.all(keys.map(({ repository }) => plane.stagewright("rm", repository, "main", "--yes")));
    await plane.settled(...keys);
    const left = (await plane.inventory()).filter((line) => !before.includes(line));
    expect(left.filter((line) => !/KMS keys|CodeBuild builds/.test(line))).toEqual([]);
  });
});

/** From the times that CodeBuild tells. */
async function mostBuildsAtOnce(): Promise<number> {
  const client = new CodeBuildClient(plane.client);
  const ids: string[] = [];
  const pages = paginateListBuildsForProject({ client }, { projectName: plane.names.reconciler });
  for await (const page of pages) ids.push(...(page.ids ?? []));
  const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids: ids.slice(0, 100) }));
  const running = builds.map(({ startTime }) => {
    const start = startTime?.getTime() ?? 0;
    return builds.filter((other) => isRunning(other, start)).length;
  });
  return Math.max(...running);
}

function isRunning({ startTime, endTime }: { startTime?: Date; endTime?: Date }, moment: number): boolean {
  const [start, end] = [startTime?.getTime() ?? 0, endTime?.getTime() ?? Number.POSITIVE_INFINITY];
  return start <= moment && moment < end;
}
