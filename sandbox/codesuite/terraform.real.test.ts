import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CodePipelineClient, ListPipelinesCommand } from "@aws-sdk/client-codepipeline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openToolchain, type Plan, type Terraform, terraformIn } from "../../toolchain/index.js";
import { as } from "../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../sandbox.js";

let dir = "";
let sandbox: Sandbox;
let terraform: Terraform;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "suite-terraform-"));
  const cwd = join(dir, "stack");
  mkdirSync(cwd);
  copyFileSync(fileURLToPath(new URL("terraform.fixture.tf", import.meta.url)), join(cwd, "main.tf"));
  sandbox = await startSandbox({ stateDir: join(dir, "sandbox") });
  const repository = fileURLToPath(new URL("../..", import.meta.url));
  const tools = await openToolchain({ env: process.env, cwd: repository }, dir);
  terraform = terraformIn(tools.terraform.path, { cwd, env: { ...tools.env, ...sandbox.env() } });
  await terraform.init();
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Address → how it would change, for those that would. */
const changes = async (plan: Plan) => {
  const { resource_changes: planned = [] } = plan.hasChanges ? await plan.json() : {};
  const untouched = ["no-op", "read"];
  const touched = planned.filter(({ change }) => !untouched.includes(change.actions[0] ?? ""));
  return Object.fromEntries(touched.map(({ address, change }) => [address, change.actions.join("+")]));
};

const changed = ["-var=team=b", "-var=approval=false", "-var=image=aws/codebuild/standard:6.0"];

describe("Terraform's AWS provider", () => {
  test("creates a pipeline with all that V2 has, and what it needs", async () => {
    await terraform.apply();
    const client = new CodePipelineClient(as(sandbox));
    const { pipelines } = await client.send(new ListPipelinesCommand());
    expect(pipelines).toMatchObject([
      { name: "shop", version: 1, pipelineType: "V2", executionMode: "QUEUED" },
    ]);
  });

  test("changes tags, an image and a stage in place, and then finds nothing to change", async () => {
    const plan = await terraform.plan(...changed);
    expect(await changes(plan)).toEqual({
      "aws_codebuild_project.build": "update",
      "aws_codecommit_repository.tests": "update",
      "aws_codepipeline.shop": "update",
      "aws_codestarconnections_connection.git": "update",
    });
    await terraform.apply(plan.file);
    const after = await terraform.plan(...changed);
    expect(await changes(after)).toEqual({});
    expect(after.hasChanges).toBe(false);
  });

  test("destroys all of it", async () => {
    await terraform.destroy();
    const client = new CodePipelineClient(as(sandbox));
    expect((await client.send(new ListPipelinesCommand())).pipelines).toEqual([]);
  });
});
