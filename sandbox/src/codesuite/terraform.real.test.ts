import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CodeBuildClient, ListProjectsCommand, ListReportGroupsCommand } from "@aws-sdk/client-codebuild";
import { CodePipelineClient, ListPipelinesCommand } from "@aws-sdk/client-codepipeline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plannedLines } from "../../../testing/stack/planned-lines.js";
import { openToolchain, type Terraform, terraformIn } from "../../../toolchain/index.js";
import { asRoot } from "../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../sandbox.js";

let folder = "";
let sandbox: Sandbox;
let terraform: Terraform;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A pipeline with what it needs, and projects of every kind, in one stack. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "suite-terraform-"));
  const cwd = join(folder, "stack");
  await mkdir(cwd);
  for (const part of ["pipeline", "projects"])
    await copyFile(here(`${part}.fixture.tf`), join(cwd, `${part}.tf`));
  sandbox = await startSandbox({ stateDir: join(folder, "sandbox") });
  const tools = await openToolchain({ env: process.env, cwd: here("../../..") }, folder);
  terraform = terraformIn(tools.terraform.path, { cwd, env: { ...tools.env, ...sandbox.env() } });
  await terraform.init();
});

afterAll(async () => {
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
});

const changed = "-var=changed=true";
const listed = async () =>
  (await new CodePipelineClient(asRoot(sandbox)).send(new ListPipelinesCommand())).pipelines;

describe("Terraform's AWS provider", () => {
  it("creates a pipeline with all that V2 has, and what it needs", async () => {
    await terraform.apply();
    const shop = { name: "shop", version: 1, pipelineType: "V2", executionMode: "QUEUED" };
    expect(await listed()).toMatchObject([shop]);
  });

  it("changes tags, images, stages and projects in place, and nothing that is as it was", async () => {
    const { stdout } = await terraform.apply("-json", changed);
    expect(plannedLines(stdout)).toEqual([
      "aws_codebuild_project.build update",
      "aws_codebuild_project.plain update",
      "aws_codebuild_project.stored update",
      "aws_codebuild_report_group.tests update",
      "aws_codecommit_repository.tests update",
      "aws_codepipeline.shop update",
      "aws_codestarconnections_connection.git update",
    ]);
  });

  it("then finds nothing to change", async () => {
    expect((await terraform.plan(changed)).hasChanges).toBe(false);
  });

  it("destroys all of it", async () => {
    await terraform.destroy();
    expect(await listed()).toEqual([]);
    const codebuild = new CodeBuildClient(asRoot(sandbox));
    expect((await codebuild.send(new ListProjectsCommand({}))).projects).toEqual([]);
    expect((await codebuild.send(new ListReportGroupsCommand({}))).reportGroups).toEqual([]);
  });
});
