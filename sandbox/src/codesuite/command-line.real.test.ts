import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodeCommitClient, CreateRepositoryCommand } from "@aws-sdk/client-codecommit";
import { CodePipelineClient, CreatePipelineCommand } from "@aws-sdk/client-codepipeline";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEventQueue } from "../event-queue.fixture.js";
import { asRoot, createServiceRole } from "../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../sandbox.js";
import { type AwsCommandLines, startAwsCommandLines } from "./aws-command-lines.fixture.js";
import { approval, pipeline as declaration, source, stage } from "./codepipeline/pipeline.fixture.js";

let dir = "";
let sandbox: Sandbox;
let cli: AwsCommandLines;
let roleArn = "";

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "suite-cli-"));
  sandbox = await startSandbox({ stateDir: join(dir, "sandbox") });
  cli = await startAwsCommandLines(sandbox);
  roleArn = await createServiceRole(sandbox, "pipeline", "codepipeline.amazonaws.com", ["s3:*"]);
  await new S3Client({ ...asRoot(sandbox), forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: "artifacts" }),
  );
  await new CodeCommitClient(asRoot(sandbox)).send(new CreateRepositoryCommand({ repositoryName: "shop" }));
});
afterAll(async () => {
  await cli?.close();
  await sandbox?.close();
  rmSync(dir, { recursive: true, force: true });
});

const aws = (...args: string[]) => cli.aws(...args);

const pipelineOf = (name: string, changes: object = {}) =>
  JSON.stringify({
    ...declaration,
    name,
    roleArn,
    stages: [stage("Source", source), stage("Approval", { ...approval, configuration: {} })],
    ...changes,
  });

describe("the AWS command line", () => {
  it("creates, reads, tags, updates and deletes a pipeline", async () => {
    const created = await aws(
      "codepipeline",
      "create-pipeline",
      "--pipeline",
      pipelineOf("cli"),
      "--tags",
      "key=a,value=1",
    );
    expect(created).toMatchObject({
      pipeline: { name: "cli", version: 1 },
      tags: [{ key: "a", value: "1" }],
    });
    const { metadata } = (await aws("codepipeline", "get-pipeline", "--name", "cli")) as {
      metadata: { pipelineArn: string };
    };
    const arn = metadata.pipelineArn;
    await aws("codepipeline", "tag-resource", "--resource-arn", arn, "--tags", "key=b,value=2");
    await aws("codepipeline", "untag-resource", "--resource-arn", arn, "--tag-keys", "a");
    const { tags } = await aws("codepipeline", "list-tags-for-resource", "--resource-arn", arn);
    expect(tags).toEqual([{ key: "b", value: "2" }]);
    const update = pipelineOf("cli", { executionMode: "QUEUED" });
    const updated = await aws("codepipeline", "update-pipeline", "--pipeline", update);
    expect(updated).toMatchObject({ pipeline: { version: 2, executionMode: "QUEUED" } });
    await aws("codepipeline", "delete-pipeline", "--name", "cli");
    await expect(aws("codepipeline", "get-pipeline", "--name", "cli")).rejects.toThrow(
      "An error occurred (PipelineNotFoundException) when calling the GetPipeline operation",
    );
  });

  it("lists pipelines page by page", async () => {
    const client = new CodePipelineClient(asRoot(sandbox));
    for (const name of ["p1", "p2", "p3"]) {
      await client.send(new CreatePipelineCommand({ pipeline: JSON.parse(pipelineOf(name)) }));
    }
    const { pipelines } = await aws("codepipeline", "list-pipelines", "--page-size", "2");
    expect(pipelines).toMatchObject([{ name: "p1" }, { name: "p2" }, { name: "p3" }]);
  });

  it("creates, reads, tags and deletes connections", async () => {
    const create = ["create-connection", "--connection-name", "git", "--provider-type", "GitHub"];
    const { ConnectionArn } = await aws("codestar-connections", ...create);
    const arn = String(ConnectionArn);
    await aws("codeconnections", "tag-resource", "--resource-arn", arn, "--tags", "Key=a,Value=1");
    const { Tags } = await aws("codestar-connections", "list-tags-for-resource", "--resource-arn", arn);
    expect(Tags).toEqual([{ Key: "a", Value: "1" }]);
    const { Connection } = await aws("codeconnections", "get-connection", "--connection-arn", arn);
    expect(Connection).toMatchObject({ ConnectionStatus: "PENDING" });
    await aws("codestar-connections", "delete-connection", "--connection-arn", arn);
    const { Connections } = await aws("codeconnections", "list-connections");
    expect(Connections).toEqual([]);
  });

  it("puts a file into a repository, and its event reaches whoever listens", async () => {
    const queue = await createEventQueue(asRoot(sandbox), "pushes", sandbox);
    const pattern = JSON.stringify({ source: ["aws.codecommit"], detail: { referenceName: ["main"] } });
    await aws("events", "put-rule", "--name", "pushes", "--event-pattern", pattern);
    await aws("events", "put-targets", "--rule", "pushes", "--targets", `Id=queue,Arn=${queue.arn}`);
    const put = [
      "put-file",
      "--repository-name",
      "shop",
      "--branch-name",
      "main",
      "--file-path",
      "README.md",
    ];
    const { commitId } = await aws("codecommit", ...put, "--file-content", "hello");
    expect(await queue.next()).toMatchObject({
      source: "aws.codecommit",
      "detail-type": "CodeCommit Repository State Change",
      account: sandbox.accountId,
      detail: { event: "referenceCreated", repositoryName: "shop", referenceName: "main", commitId },
    });
  });
});
