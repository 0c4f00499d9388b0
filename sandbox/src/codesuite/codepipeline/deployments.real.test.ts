import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand } from "@aws-sdk/client-codecommit";
import { CodePipelineClient, StartPipelineExecutionCommand } from "@aws-sdk/client-codepipeline";
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asRoot, createServiceRole } from "../../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../../sandbox.js";
import { action, addPipeline, ended, makeGround, repositorySource, runsIn } from "./executions.fixture.js";

const template = {
  Parameters: { Name: { Type: "String" } },
  Resources: { Orders: { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "Name" } } } },
  Outputs: { QueueName: { Value: { "Fn::GetAtt": ["Orders", "QueueName"] } } },
};
const source = [{ name: "SourceCodeOfShop" }];

let stateDir = "";
let sandbox: Sandbox;
let pipelines: CodePipelineClient;

async function push(name: string): Promise<void> {
  const codecommit = new CodeCommitClient(asRoot(sandbox));
  await codecommit.send(new CreateRepositoryCommand({ repositoryName: "shop" }));
  const files = {
    "template.json": JSON.stringify(template),
    "parameters.json": JSON.stringify({ Parameters: { Name: name }, Tags: { team: "a" } }),
  };
  const putFiles = Object.entries(files).map(([filePath, text]) => ({
    filePath,
    fileContent: Buffer.from(text),
  }));
  await codecommit.send(new CreateCommitCommand({ repositoryName: "shop", branchName: "main", putFiles }));
}

/** Makes and executes a change set with the stack's role, then deploys the source to a bucket. */
async function makePipeline(name: string, stackName: string, stackRole: string): Promise<void> {
  const ground = { ...(await makeGround(sandbox, name)) };
  const stack = { StackName: stackName, ChangeSetName: "release" };
  const made = {
    ...{ ...stack, ActionMode: "CHANGE_SET_REPLACE", RoleArn: stackRole },
    ...{
      TemplatePath: "SourceCodeOfShop::template.json",
      TemplateConfiguration: "SourceCodeOfShop::parameters.json",
    },
  };
  await addPipeline(pipelines, name, ground, [
    { name: "Source", actions: [repositorySource] },
    {
      name: "Deploy",
      actions: [
        action("Deploy", "CloudFormation", {
          name: "Make",
          runOrder: 1,
          configuration: made,
          inputArtifacts: source,
        }),
        action("Deploy", "CloudFormation", {
          ...{ name: "Execute", runOrder: 2, namespace: "Stack" },
          configuration: { ...stack, ActionMode: "CHANGE_SET_EXECUTE" },
        }),
        action("Deploy", "S3", {
          ...{ name: "Copy", runOrder: 3, inputArtifacts: source },
          configuration: { BucketName: "site", Extract: "true", ObjectKey: "#{Stack.QueueName}" },
        }),
      ],
    },
  ]);
}

async function run(name: string) {
  const { pipelineExecutionId: id = "" } = await pipelines.send(new StartPipelineExecutionCommand({ name }));
  const execution = await ended(pipelines, name, id);
  const runs = new Map((await runsIn(pipelines, name, id)).map((each) => [each.actionName, each]));
  return {
    status: execution.status,
    result: (each: string) => runs.get(each)?.output?.executionResult,
    runs,
  };
}

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "deployments-"));
  sandbox = await startSandbox({ stateDir, codePipeline: { startsItself: false } });
  pipelines = new CodePipelineClient(asRoot(sandbox));
  await push("orders");
  await new S3Client({ ...asRoot(sandbox), forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: "site" }),
  );
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(stateDir, { recursive: true, force: true });
});

describe("a deployment", () => {
  it("makes a stack with the stack's role, gives its outputs on, and copies files", async () => {
    const role = await createServiceRole(sandbox, "formation", "cloudformation.amazonaws.com", ["sqs:*"]);
    await makePipeline("release", "shop", role);
    const { status, runs, result } = await run("release");
    expect([result("Make"), result("Execute"), result("Copy")].map((each) => each?.errorDetails)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(status).toBe("Succeeded");
    expect(runs.get("Execute")?.output?.outputVariables).toEqual({ QueueName: "orders" });
    const { Stacks } = await new CloudFormationClient(asRoot(sandbox)).send(
      new DescribeStacksCommand({ StackName: "shop" }),
    );
    expect(Stacks?.[0]).toMatchObject({
      StackStatus: "CREATE_COMPLETE",
      RoleARN: role,
      Tags: [{ Key: "team", Value: "a" }],
    });
    const s3 = new S3Client({ ...asRoot(sandbox), forcePathStyle: true });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: "site", Key: "orders/template.json" }));
    expect(JSON.parse((await Body?.transformToString()) ?? "")).toEqual(template);
  });

  it("without changes succeeds, and says so", async () => {
    const { status, result } = await run("release");
    expect(status).toBe("Succeeded");
    expect(result("Make")?.externalExecutionSummary).toBe("The change set contains no changes.");
    expect(result("Execute")?.externalExecutionSummary).toBe("The change set contains no changes.");
  });

  it("fails with the resource that the stack's role may not make", async () => {
    const role = await createServiceRole(sandbox, "nothing", "cloudformation.amazonaws.com", ["sns:*"]);
    await makePipeline("denied", "other", role);
    const { status, result } = await run("denied");
    expect(status).toBe("Failed");
    expect(result("Execute")?.errorDetails?.message).toMatch(
      /^The stack other is ROLLBACK_COMPLETE: Orders: .*sqs:CreateQueue/s,
    );
  });
});
