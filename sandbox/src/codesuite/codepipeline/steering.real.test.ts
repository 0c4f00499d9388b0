import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ActionDeclaration,
  CodePipelineClient,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  type PipelineDeclaration,
  PutApprovalResultCommand,
  PutJobSuccessResultCommand,
  RollbackStageCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
  UpdatePipelineCommand,
} from "@aws-sdk/client-codepipeline";
import { IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { installEmulator } from "../../emulator/index.js";
import { asRoot, createServiceRole } from "../../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../../sandbox.js";
import { type AwsCommandLines, startAwsCommandLines } from "../aws-command-lines.fixture.js";
import { type ApiModel, botocoreModels, validate } from "../core/index.js";
import {
  action,
  addPipeline,
  asked,
  ended,
  type Ground,
  makeGround,
  makeShop,
  push,
  repositorySource,
  runsIn,
} from "./executions.fixture.js";
import { createWorker } from "./worker.fixture.js";

const source = { name: "Source", actions: [repositorySource] };
/** In seconds. */
const [minutes, days] = [60, 24 * 60 * 60];

let stateDir = "";
let sandbox: Sandbox;
let pipelines: CodePipelineClient;
let ground: Ground;

async function open(): Promise<void> {
  sandbox = await startSandbox({ stateDir, codePipeline: { startsItself: false } });
  pipelines = new CodePipelineClient(asRoot(sandbox));
}

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "steering-"));
  await open();
  ground = await makeGround(sandbox);
  await makeShop(sandbox);
  await push(sandbox, { "name.txt": "shop" });
  await createWorker(sandbox);
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(stateDir, { recursive: true, force: true });
});

const approval = action("Approval", "Manual", { name: "Ask" });
const invoke = (UserParameters: string, rest: Partial<ActionDeclaration> = {}) =>
  action("Invoke", "Lambda", {
    name: "Work",
    configuration: { FunctionName: "worker", UserParameters },
    ...rest,
  });

/** Copies the source to where `#{variables.…}` or a text says. */
const copy = (ObjectKey: string, BucketName = "pipeline-artifacts") =>
  action("Deploy", "S3", {
    name: "Copy",
    configuration: { BucketName, Extract: "false", ObjectKey },
    inputArtifacts: [{ name: "SourceCodeOfShop" }],
  });

async function start(name: string): Promise<string> {
  const started = await pipelines.send(new StartPipelineExecutionCommand({ name }));
  return started.pipelineExecutionId ?? "";
}

/** The runs of an execution that has ended, and its status. */
async function outcome(name: string, id: string) {
  const { status } = await ended(pipelines, name, id);
  const runs = await runsIn(pipelines, name, id);
  const failed = runs.find((run) => run.status === "Failed");
  return { status, runs, error: failed?.output?.executionResult?.errorDetails };
}

async function stageOf(name: string, stageName: string) {
  const { stageStates = [] } = await pipelines.send(new GetPipelineStateCommand({ name }));
  return stageStates.find((stage) => stage.stageName === stageName);
}

const approve = (pipelineName: string, token: string) =>
  pipelines.send(
    new PutApprovalResultCommand({
      ...{ pipelineName, stageName: "Release", actionName: "Ask", token },
      result: { status: "Approved", summary: "" },
    }),
  );

const until = (condition: () => Promise<unknown>) =>
  vi.waitUntil(condition, { timeout: 60_000, interval: 100 });

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Lambda.html */
describe("a function that a pipeline invokes", () => {
  it("reads and writes artifacts with what it is lent, which is no more, and sets variables", async () => {
    const output = [{ name: "Copied" }];
    const work = invoke("copy", {
      ...{ inputArtifacts: [{ name: "SourceCodeOfShop" }], outputArtifacts: output, namespace: "Work" },
    });
    const deploy = { ...copy("#{Work.Revision}"), inputArtifacts: output };
    const stages = [source, { name: "Work", actions: [work] }, { name: "Copy", actions: [deploy] }];
    await addPipeline(pipelines, "lends", ground, stages);
    const { status, runs, error } = await outcome("lends", await start("lends"));
    expect(error).toBeUndefined();
    expect(status).toBe("Succeeded");
    const commit = runs[0]?.output?.outputVariables?.CommitId;
    expect(runs[1]?.output).toMatchObject({
      outputVariables: { Revision: commit, Other: "AccessDenied" },
      executionResult: { externalExecutionSummary: "Copied." },
    });
  });

  it("fails the action by what it says, and is asked again when it says how it goes on", async () => {
    const names = ["refuse", "again"];
    for (const name of names) {
      const work = { name: "Work", actions: [invoke(name, { namespace: "Work" })] };
      await addPipeline(pipelines, name, ground, [source, work]);
    }
    const [refused, again] = await Promise.all(names.map(async (name) => outcome(name, await start(name))));
    expect(refused).toMatchObject({
      status: "Failed",
      error: { code: "ConfigurationError", message: "Not today." },
    });
    expect(again?.error).toBeUndefined();
    expect(again?.runs[1]?.output?.outputVariables).toEqual({ Token: "second" });
  });

  it("is not invoked where the pipeline's role may not, and no job is answered that is not there", async () => {
    const roleArn = await createServiceRole(sandbox, "poor", "codepipeline.amazonaws.com", [
      ...["codecommit:*", "s3:*", "kms:*", "lambda:ListFunctions"],
    ]);
    const stages = [source, { name: "Work", actions: [invoke("copy")] }];
    await addPipeline(pipelines, "denied", { ...ground, roleArn }, stages);
    const { error } = await outcome("denied", await start("denied"));
    expect(error).toMatchObject({
      code: "PermissionError",
      message: expect.stringMatching(/poor.* is not authorized to perform: lambda:InvokeFunction/),
    });
    const jobId = "00000000-0000-4000-8000-000000000000";
    await expect(pipelines.send(new PutJobSuccessResultCommand({ jobId }))).rejects.toMatchObject({
      name: "JobNotFoundException",
    });
  });
});

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html: a function without an answer 20 minutes, an approval 7 days. */
it("actions end when their time is over, each kind after its own", async () => {
  const stages = (one: ActionDeclaration) => [source, { name: "Release", actions: [one] }];
  await addPipeline(pipelines, "silent", ground, stages(invoke("nothing")));
  await addPipeline(pipelines, "waits", ground, stages(approval));
  await addPipeline(pipelines, "waits-less", ground, stages({ ...approval, timeoutInMinutes: 2 * 24 * 60 }));
  const [silent, waits, less] = await Promise.all(["silent", "waits", "waits-less"].map(start));
  await Promise.all([asked(pipelines, "waits", waits ?? ""), asked(pipelines, "waits-less", less ?? "")]);
  await until(
    async () =>
      (await stageOf("silent", "Release"))?.actionStates?.[0]?.latestExecution?.externalExecutionUrl,
  );
  await sandbox.advanceClock(20 * minutes);
  const { error } = await outcome("silent", silent ?? "");
  expect(error?.message).toMatch(/^The AWS Lambda function worker failed to return a result\./);
  expect((await stageOf("waits-less", "Release"))?.latestExecution?.status).toBe("InProgress");
  await sandbox.advanceClock(2 * days);
  expect(await outcome("waits-less", less ?? "")).toMatchObject({ status: "Failed" });
  expect((await stageOf("waits", "Release"))?.latestExecution?.status).toBe("InProgress");
  await sandbox.advanceClock(5 * days);
  expect((await outcome("waits", waits ?? "")).error?.message).toMatch(/10080 minutes/);
});

describe("a stage that fails", () => {
  /** What the pipeline's role may do from now on. */
  async function allow(name: string, actions: readonly string[]): Promise<void> {
    const Statement = [{ Effect: "Allow", Action: actions, Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await new IAMClient(asRoot(sandbox)).send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName: "allowed", PolicyDocument }),
    );
  }
  const works = ["codecommit:*", "s3:*", "kms:*", "lambda:*"];
  const broken = ["codecommit:*", "s3:*", "kms:*"];

  async function fragile(name: string, onFailure?: object) {
    const roleArn = await createServiceRole(sandbox, name, "codepipeline.amazonaws.com", works);
    const work = invoke("copy", {
      ...{ inputArtifacts: [{ name: "SourceCodeOfShop" }], outputArtifacts: [{ name: "Copied" }] },
    });
    const stage = { name: "Work", actions: [work], ...(onFailure && { onFailure }) };
    await addPipeline(pipelines, name, { ...ground, roleArn }, [source, stage]);
  }

  /** …/userguide/stage-retry.html: "automatically retry", once. */
  it("is retried by itself, once", async () => {
    await fragile("retries", { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } });
    await allow("retries", broken);
    const { status, runs } = await outcome("retries", await start("retries"));
    expect(status).toBe("Failed");
    expect(runs.map(({ actionName }) => actionName)).toEqual(["App", "Work", "Work"]);
    expect((await stageOf("retries", "Work"))?.retryStageMetadata).toMatchObject({
      ...{ autoStageRetryAttempt: 1, latestRetryTrigger: "AutomatedStageRetry" },
    });
  });

  /** …/userguide/stage-rollback.html */
  it("goes back to what last succeeded, by itself and by hand", async () => {
    await fragile("back", { result: "ROLLBACK" });
    const good = await start("back");
    expect(await outcome("back", good)).toMatchObject({ status: "Succeeded" });
    await allow("back", broken);
    const bad = await start("back");
    expect(await outcome("back", bad)).toMatchObject({ status: "Failed" });
    const rollback = (await stageOf("back", "Work"))?.latestExecution;
    expect(rollback).toMatchObject({ type: "ROLLBACK" });
    const byItself = await ended(pipelines, "back", rollback?.pipelineExecutionId ?? "");
    expect(byItself).toMatchObject({
      ...{ executionType: "ROLLBACK", trigger: { triggerType: "AutomatedRollback", triggerDetail: bad } },
      rollbackMetadata: { rollbackTargetPipelineExecutionId: good },
    });
    await allow("back", works);
    const target = { pipelineName: "back", stageName: "Work", targetPipelineExecutionId: good };
    const { pipelineExecutionId: id = "" } = await pipelines.send(new RollbackStageCommand(target));
    const { status, runs } = await outcome("back", id);
    expect(status).toBe("Succeeded");
    const [first] = await runsIn(pipelines, "back", good);
    expect(runs[0]?.input?.inputArtifacts).toEqual(first?.output?.outputArtifacts);
  });
});

/** The rules are those of …/userguide/concepts-how-it-works.html; here the sandbox as its callers see it. */
describe.each(["SUPERSEDED", "QUEUED"] as const)("in %s mode", (executionMode) => {
  const name = executionMode.toLowerCase();
  const isSuperseded = executionMode === "SUPERSEDED";
  const ids: string[] = [];
  const statuses = () => Promise.all(ids.map(async (id) => (await statusOf(name, id)).status));

  it("newer executions wait in front of a stage whose approval waits", async () => {
    const stages = [source, { name: "Release", actions: [approval] }, { name: "Copy", actions: [copy("x")] }];
    await addPipeline(pipelines, name, ground, stages, { executionMode });
    ids.push(await start(name));
    await asked(pipelines, name, ids[0] ?? "");
    for (let count = 0; count < 2; count += 1) {
      ids.push(await start(name));
      await until(async () => (await inFrontOf(name, "Release")).at(-1) === ids.at(-1));
    }
    expect(await statuses()).toEqual([
      "InProgress",
      isSuperseded ? "Superseded" : "InProgress",
      "InProgress",
    ]);
  });

  it("the newest of them, or the one that came first, is asked for next", async () => {
    await approve(name, await asked(pipelines, name, ids[0] ?? ""));
    const next = ids[isSuperseded ? 2 : 1] ?? "";
    await approve(name, await asked(pipelines, name, next));
    expect((await ended(pipelines, name, next)).status).toBe("Succeeded");
    if (!isSuperseded) await approve(name, await asked(pipelines, name, ids[2] ?? ""));
    await ended(pipelines, name, ids[2] ?? "");
    expect(await statuses()).toEqual(["Succeeded", isSuperseded ? "Superseded" : "Succeeded", "Succeeded"]);
  });
});

async function statusOf(pipelineName: string, pipelineExecutionId: string) {
  const request = { pipelineName, pipelineExecutionId };
  const { pipelineExecution = {} } = await pipelines.send(new GetPipelineExecutionCommand(request));
  return pipelineExecution;
}

/** The executions that wait for a stage, the oldest first. */
async function inFrontOf(name: string, stageName: string) {
  const { inboundExecutions = [] } = (await stageOf(name, stageName)) ?? {};
  return inboundExecutions.map(({ pipelineExecutionId }) => pipelineExecutionId);
}

describe("what runs", () => {
  const release = { name: "Release", actions: [approval, { ...copy("y"), runOrder: 2 }] };

  it("waits in front of a transition that is disabled, until it is enabled", async () => {
    await addPipeline(pipelines, "door", ground, [source, release]);
    const door = { pipelineName: "door", stageName: "Release", transitionType: "Inbound" } as const;
    await pipelines.send(new DisableStageTransitionCommand({ ...door, reason: "It is Friday" }));
    const id = await start("door");
    await until(async () => (await inFrontOf("door", "Release")).length === 1);
    expect((await stageOf("door", "Release"))?.inboundTransitionState).toMatchObject({
      ...{ enabled: false, disabledReason: "It is Friday" },
    });
    await pipelines.send(new EnableStageTransitionCommand(door));
    await asked(pipelines, "door", id);
  });

  it("is cancelled by an update of the pipeline, though it waits for an approval", async () => {
    const { pipeline } = await pipelines.send(new GetPipelineCommand({ name: "door" }));
    const id = (await stageOf("door", "Release"))?.latestExecution?.pipelineExecutionId ?? "";
    await pipelines.send(new UpdatePipelineCommand({ pipeline: pipeline as PipelineDeclaration }));
    expect(await ended(pipelines, "door", id)).toMatchObject({ status: "Cancelled", pipelineVersion: 1 });
    expect((await runsIn(pipelines, "door", id)).at(-1)).toMatchObject({ status: "Abandoned" });
  });

  /** …/userguide/pipelines-stop.html */
  it("stops once its actions end, or at once where they are abandoned", async () => {
    const id = await start("door");
    const token = await asked(pipelines, "door", id);
    const stop = (abandon: boolean) =>
      pipelines.send(
        new StopPipelineExecutionCommand({
          pipelineName: "door",
          pipelineExecutionId: id,
          abandon,
          reason: "no",
        }),
      );
    await stop(false);
    expect((await statusOf("door", id)).status).toBe("Stopping");
    await expect(stop(false)).rejects.toMatchObject({ name: "DuplicatedStopRequestException" });
    await approve("door", token);
    await until(async () => (await statusOf("door", id)).status === "Stopped");
    expect((await runsIn(pipelines, "door", id)).map(({ actionName }) => actionName)).toEqual(["App", "Ask"]);

    const other = await start("door");
    await asked(pipelines, "door", other);
    const request = { pipelineName: "door", pipelineExecutionId: other, abandon: true };
    await pipelines.send(new StopPipelineExecutionCommand(request));
    await until(async () => (await statusOf("door", other)).status === "Stopped");
    expect((await runsIn(pipelines, "door", other)).at(-1)).toMatchObject({ status: "Abandoned" });
  });
});

it("a run goes on after a restart as it was declared when it began, though the pipeline is another now", async () => {
  const stages = [source, { name: "Work", actions: [invoke("nothing")] }];
  await addPipeline(pipelines, "renewed", ground, stages);
  const id = await start("renewed");
  await until(async () => (await runsIn(pipelines, "renewed", id)).length === 2);
  const { pipeline } = await pipelines.send(new GetPipelineCommand({ name: "renewed" }));
  const renewed = [source, { name: "Work", actions: [{ ...approval, name: "Work" }] }];
  await pipelines.send(
    new UpdatePipelineCommand({ pipeline: { ...(pipeline as PipelineDeclaration), stages: renewed } }),
  );
  await sandbox.close();
  await open();
  await sandbox.advanceClock(20 * minutes);
  const { status, error } = await outcome("renewed", id);
  expect(error?.message).toMatch(/^The AWS Lambda function worker failed to return a result\./);
  expect(status).toBe("Cancelled");
});

/** Every pipeline of this file is read as it has ended, and two as they run. */
describe("the AWS command line", () => {
  let cli: AwsCommandLines;
  let model: ApiModel;
  beforeAll(async () => {
    cli = await startAwsCommandLines(sandbox);
    model = botocoreModels((await installEmulator()).folder).load("codepipeline");
  });
  afterAll(() => cli?.close());

  /** What is read; everything in it is what the API's model allows. */
  async function read(operation: string, ...args: string[]): Promise<Record<string, unknown>> {
    const answer = await cli.aws("codepipeline", operation, ...args);
    const shape = operation.split("-").map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`);
    expect(validate(model, `${shape.join("")}Output`, answer)).toEqual([]);
    return answer;
  }

  const statusesOf = (list: unknown) => (list as { status: string }[]).map(({ status }) => status);

  it("reads every state of pipelines, executions, stages and actions", async () => {
    await addPipeline(pipelines, "stopping", ground, [source, { name: "Release", actions: [approval] }]);
    const [running, stopping] = await Promise.all(["door", "stopping"].map(start));
    await Promise.all([
      asked(pipelines, "door", running ?? ""),
      asked(pipelines, "stopping", stopping ?? ""),
    ]);
    const stop = { pipelineName: "stopping", pipelineExecutionId: stopping, reason: "no" };
    await pipelines.send(new StopPipelineExecutionCommand(stop));

    const executions = new Set<string>();
    const actions = new Set<string>();
    const { pipelines: listed } = await read("list-pipelines");
    for (const { name } of listed as { name: string }[]) {
      const { stageStates } = await read("get-pipeline-state", "--name", name);
      expect(stageStates).toHaveLength((await declared(name)).length);
      const { pipelineExecutionSummaries } = await read("list-pipeline-executions", "--pipeline-name", name);
      for (const status of statusesOf(pipelineExecutionSummaries)) executions.add(status);
      const { actionExecutionDetails } = await read("list-action-executions", "--pipeline-name", name);
      for (const status of statusesOf(actionExecutionDetails)) actions.add(status);
      const [newest] = pipelineExecutionSummaries as { pipelineExecutionId: string; status: string }[];
      const id = newest?.pipelineExecutionId ?? "";
      const one = ["--pipeline-name", name, "--pipeline-execution-id", id];
      const { pipelineExecution } = await read("get-pipeline-execution", ...one);
      expect(pipelineExecution).toMatchObject({ status: newest?.status });
    }
    expect([...executions].sort()).toEqual([
      ...["Cancelled", "Failed", "InProgress", "Stopped", "Stopping", "Succeeded", "Superseded"],
    ]);
    expect([...actions].sort()).toEqual(["Abandoned", "Failed", "InProgress", "Succeeded"]);
  });

  async function declared(name: string) {
    const { pipeline } = await read("get-pipeline", "--name", name);
    return (pipeline as PipelineDeclaration).stages ?? [];
  }
});
