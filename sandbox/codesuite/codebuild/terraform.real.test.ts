import { copyFileSync, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CodeBuildClient, ListProjectsCommand, ListReportGroupsCommand } from "@aws-sdk/client-codebuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openToolchain, type Plan, type Terraform, terraformIn } from "../../../toolchain/index.js";
import { startAccount, type TestAccount } from "./account.fixture.js";

let account: TestAccount;
let folder: string;
let terraform: Terraform;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "codebuild-terraform-"));
  const cwd = join(folder, "stack");
  mkdirSync(cwd);
  copyFileSync(fileURLToPath(new URL("terraform.fixture.tf", import.meta.url)), join(cwd, "main.tf"));
  account = await startAccount();
  const repository = fileURLToPath(new URL("../../..", import.meta.url));
  const tools = await openToolchain({ env: process.env, cwd: repository }, folder);
  terraform = terraformIn(tools.terraform.path, { cwd, env: { ...tools.env, ...account.sandbox.env() } });
  await terraform.init();
});

afterAll(async () => {
  await account?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a plan would touch, and how. */
async function changes(plan: Plan): Promise<Record<string, string>> {
  if (!plan.hasChanges) return {};
  const touched = ((await plan.json()).resource_changes ?? []).filter(
    ({ change }) => !change.actions.includes("no-op"),
  );
  return Object.fromEntries(touched.map(({ address, change }) => [address, change.actions.join("+")]));
}

describe("Terraform's AWS provider", () => {
  it("creates projects of each kind, and finds nothing to change afterwards", async () => {
    await terraform.apply();
    expect(await changes(await terraform.plan())).toEqual({});
  });

  it("changes them in place, and finds nothing to change afterwards", async () => {
    const plan = await terraform.plan("-var=changed=true");
    expect(await changes(plan)).toEqual({
      "aws_codebuild_project.plain": "update",
      "aws_codebuild_project.stored": "update",
      "aws_codebuild_report_group.tests": "update",
    });
    await terraform.apply(plan.file);
    expect(await changes(await terraform.plan("-var=changed=true"))).toEqual({});
  });

  it("destroys them", async () => {
    await terraform.destroy();
    const client = new CodeBuildClient(account.config);
    expect((await client.send(new ListProjectsCommand({}))).projects).toEqual([]);
    expect((await client.send(new ListReportGroupsCommand({}))).reportGroups).toEqual([]);
  });
});
