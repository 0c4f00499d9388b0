import { randomUUID } from "node:crypto";
import {
  CodePipelineClient,
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  ListTagsForResourceCommand,
  type PipelineDeclaration,
  paginateListActionTypes,
  paginateListPipelines,
  StartPipelineExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePipelineCommand,
} from "@aws-sdk/client-codepipeline";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSuite, suiteAccount, suiteRegion, type TestSuite } from "../suite.fixture.js";
import { pipelineOf, sourceAction, stageOf, TestFlow } from "./flow/flow.fixture.js";
import { connectedPipeline, pipeline as declaration, source, stage } from "./pipeline.fixture.js";
import { runTablesOf } from "./running/tables.js";

const pipeline = declaration as PipelineDeclaration;
const arn = `arn:aws:codepipeline:${suiteRegion}:${suiteAccount}:shop-main`;
let suite: TestSuite;
let client: CodePipelineClient;

beforeAll(async () => {
  suite = await startSuite();
  client = new CodePipelineClient(suite.client());
});
afterAll(() => suite.close());
beforeEach(async () => {
  suite.world.denied.clear();
  const { pipelines = [] } = await client.send(new ListPipelinesCommand());
  for (const { name } of pipelines) await client.send(new DeletePipelineCommand({ name }));
});

const create = (changes: Partial<PipelineDeclaration> = {}, tags = [{ key: "team", value: "a" }]) =>
  client.send(new CreatePipelineCommand({ pipeline: { ...pipeline, ...changes }, tags }));
const failure = (code: string, message: RegExp) =>
  expect.objectContaining({ name: code, message: expect.stringMatching(message) });

describe("a pipeline", () => {
  it("is told back as declared, with AWS's defaults, and its ARN and times", async () => {
    const created = await create();
    const { pipeline: read, metadata } = await client.send(new GetPipelineCommand({ name: "shop-main" }));
    expect(read).toEqual(created.pipeline);
    expect(read).toMatchObject({ ...pipeline, version: 1, executionMode: "SUPERSEDED" });
    expect(read?.stages?.[1]?.actions?.[0]).toMatchObject({ runOrder: 1 });
    expect(metadata).toEqual({ pipelineArn: arn, created: suite.world.clock, updated: suite.world.clock });
  });

  it("is updated in place: the version counts up, the old one stays readable, tags stay", async () => {
    await create();
    suite.world.clock = new Date(suite.world.clock.getTime() + 60_000);
    const update = { ...pipeline, executionMode: "QUEUED" as const };
    await client.send(new UpdatePipelineCommand({ pipeline: update }));
    const now = await client.send(new GetPipelineCommand({ name: "shop-main" }));
    expect(now.pipeline).toMatchObject({ version: 2, executionMode: "QUEUED" });
    expect(now.metadata?.updated).toEqual(suite.world.clock);
    expect(now.metadata?.created).not.toEqual(suite.world.clock);
    const first = await client.send(new GetPipelineCommand({ name: "shop-main", version: 1 }));
    expect(first.pipeline).toMatchObject({ version: 1, executionMode: "SUPERSEDED" });
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn: arn }));
    expect(tags).toEqual([{ key: "team", value: "a" }]);
  });

  it("is gone after it is deleted, which may be asked twice, and starts again at version 1", async () => {
    await create();
    await client.send(new UpdatePipelineCommand({ pipeline }));
    await client.send(new DeletePipelineCommand({ name: "shop-main" }));
    await client.send(new DeletePipelineCommand({ name: "shop-main" }));
    await expect(client.send(new GetPipelineCommand({ name: "shop-main" }))).rejects.toEqual(
      failure("PipelineNotFoundException", /does not have a pipeline with name 'shop-main'/),
    );
    await create();
    await expect(client.send(new GetPipelineCommand({ name: "shop-main", version: 2 }))).rejects.toEqual(
      failure("PipelineVersionNotFoundException", /version 2/),
    );
  });

  it("takes and loses tags", async () => {
    await create();
    await client.send(new TagResourceCommand({ resourceArn: arn, tags: [{ key: "env", value: "" }] }));
    await client.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ["team", "absent"] }));
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn: arn }));
    expect(tags).toEqual([{ key: "env", value: "" }]);
  });

  it("keeps triggers, variables and conditions as given", async () => {
    const v2 = {
      stages: connectedPipeline.stages as PipelineDeclaration["stages"],
      variables: [{ name: "ticket", defaultValue: "none" }],
      triggers: [
        {
          providerType: "CodeStarSourceConnection" as const,
          gitConfiguration: { sourceActionName: "App", push: [{ branches: { includes: ["main"] } }] },
        },
      ],
    };
    await create(v2);
    const { pipeline: read } = await client.send(new GetPipelineCommand({ name: "shop-main" }));
    expect(read).toMatchObject({ variables: v2.variables, triggers: v2.triggers });
  });

  it("has stages that have not run, and no executions", async () => {
    await create();
    const state = await client.send(new GetPipelineStateCommand({ name: "shop-main" }));
    expect(state.stageStates?.map((each) => each.stageName)).toEqual([
      "Source",
      "BuildArtifact",
      "Approval",
      "Deploy",
    ]);
    expect(state.stageStates?.every((each) => each.latestExecution === undefined)).toBe(true);
    const executions = await client.send(new ListPipelineExecutionsCommand({ pipelineName: "shop-main" }));
    expect(executions.pipelineExecutionSummaries).toEqual([]);
  });

  it("is started, and history, state and the execution tell the same", async () => {
    await create();
    const start = new StartPipelineExecutionCommand({ name: "shop-main" });
    const { pipelineExecutionId = "" } = await client.send(start);
    const { pipelineExecutionSummaries } = await client.send(
      new ListPipelineExecutionsCommand({ pipelineName: "shop-main" }),
    );
    expect(pipelineExecutionSummaries).toMatchObject([
      { pipelineExecutionId, trigger: { triggerType: "StartPipelineExecution" } },
    ]);
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: "shop-main" }));
    expect(stageStates?.[0]?.latestExecution).toMatchObject({ pipelineExecutionId });
    const request = { pipelineName: "shop-main", pipelineExecutionId };
    const { pipelineExecution } = await client.send(new GetPipelineExecutionCommand(request));
    expect(pipelineExecution).toMatchObject({ ...request, pipelineVersion: 1, executionType: "STANDARD" });
  });

  it("has no execution that nobody started, nor those of a pipeline of its name that was deleted", async () => {
    await create();
    await client.send(new StartPipelineExecutionCommand({ name: "shop-main" }));
    await client.send(new DeletePipelineCommand({ name: "shop-main" }));
    await create();
    const pipelineName = "shop-main";
    const pipelineExecutionId = "00000000-0000-4000-8000-000000000000";
    const unknown = new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId });
    await expect(client.send(unknown)).rejects.toEqual(
      failure("PipelineExecutionNotFoundException", /Could not find pipeline execution/),
    );
    const { pipelineExecutionSummaries } = await client.send(
      new ListPipelineExecutionsCommand({ pipelineName }),
    );
    expect(pipelineExecutionSummaries).toEqual([]);
  });

  it("ends after a restart where the action that ran was taken out meanwhile", async () => {
    await create();
    const flow = new TestFlow(pipelineOf([stageOf("Source", [sourceAction("Old")])]));
    flow.start();
    const pipelineExecutionId = randomUUID();
    const changes = { id: pipelineExecutionId, pipelineName: "shop-main", isCancelled: true };
    const { executions } = runTablesOf(
      suite.context.store,
      { accountId: suiteAccount, region: suiteRegion },
      "shop-main",
    );
    executions.put(pipelineExecutionId, { ...flow.execution(1), ...changes });
    await suite.restart();
    const request = { pipelineName: "shop-main", pipelineExecutionId };
    const status = async () => {
      const { pipelineExecution } = await client.send(new GetPipelineExecutionCommand(request));
      return pipelineExecution?.status;
    };
    await expect.poll(status, { timeout: 20_000 }).toBe("Cancelled");
  });

  it("survives a restart", async () => {
    await create();
    await suite.restart();
    const { metadata } = await client.send(new GetPipelineCommand({ name: "shop-main" }));
    expect(metadata?.pipelineArn).toBe(arn);
  });

  it("is not seen by another account", async () => {
    await create();
    const other = new CodePipelineClient(suite.client("222222222222"));
    expect((await other.send(new ListPipelinesCommand())).pipelines).toEqual([]);
  });
});

describe("pipelines", () => {
  it("are listed in pages, each once, by name", async () => {
    for (const name of ["c", "a", "b"]) await create({ name });
    const names: (string | undefined)[] = [];
    for await (const page of paginateListPipelines({ client, pageSize: 2 }, {})) {
      expect(page.pipelines?.length).toBeLessThanOrEqual(2);
      names.push(...(page.pipelines ?? []).map((each) => each.name));
    }
    expect(names).toEqual(["a", "b", "c"]);
  });

  it("have action types, which tell their configuration", async () => {
    const types = [];
    for await (const page of paginateListActionTypes({ client }, {})) types.push(...(page.actionTypes ?? []));
    const codeBuild = types.find((type) => type.id?.provider === "CodeBuild" && type.id.category === "Build");
    expect(codeBuild?.inputArtifactDetails).toEqual({ minimumCount: 1, maximumCount: 5 });
  });
});

describe("creating a pipeline", () => {
  it("asks IAM for the pipeline, for passing its role, and for passing a connection", async () => {
    suite.world.asked.length = 0;
    await create({ stages: connectedPipeline.stages as PipelineDeclaration["stages"] });
    expect(suite.world.asked).toEqual([
      `codepipeline:CreatePipeline ${arn}`,
      `iam:PassRole arn:aws:iam::${suiteAccount}:role/pipeline`,
      `codestar-connections:PassConnection arn:aws:codestar-connections:${suiteRegion}:${suiteAccount}:connection/c-1`,
    ]);
  });

  it.each(["codepipeline:CreatePipeline", "iam:PassRole"])("is denied without %s", async (action) => {
    suite.world.denied.add(action);
    await expect(create()).rejects.toEqual(failure("AccessDeniedException", new RegExp(action)));
    suite.world.denied.clear();
    expect((await client.send(new ListPipelinesCommand())).pipelines).toEqual([]);
  });

  it("accepts a repository that is not there yet, as AWS does", async () => {
    const configuration = { RepositoryName: "later", BranchName: "main" };
    const stages = [stage("Source", { ...source, configuration }), ...declaration.stages.slice(1)];
    await create({ stages: stages as PipelineDeclaration["stages"] });
  });

  it("accepts another account's bucket", async () => {
    await create({ artifactStore: { type: "S3", location: "foreign-artifacts" } });
  });
});
