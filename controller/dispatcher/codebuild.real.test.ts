import { BatchGetBuildsCommand, CodeBuildClient, StopBuildCommand } from "@aws-sdk/client-codebuild";
import {
  buildspec,
  createProject,
  mayLog,
  startAccount,
  type TestAccount,
} from "@stagewright/sandbox/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Builds } from "./builds.js";
import { codeBuild } from "./codebuild.js";

let account: TestAccount;
let client: CodeBuildClient;
let builds: Builds;

beforeAll(async () => {
  account = await startAccount();
  client = new CodeBuildClient(account.config);
  const serviceRole = await account.createRole("build", [mayLog]);
  const source = { type: "NO_SOURCE", buildspec: buildspec("sleep 600") } as const;
  for (const name of ["reconciler", "another-reconciler"])
    await createProject(client, { name, serviceRole, concurrentBuildLimit: 1, source });
  builds = codeBuild(client, "reconciler");
});

afterAll(() => account.close());

const newest = async () => (await builds.recent())[0]?.id ?? "";
const arnOf = async (id: string) => {
  const { builds: found } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
  return found?.[0]?.arn ?? "";
};

describe("builds of a CodeBuild project", () => {
  it("are none at first, start once per token, and no more than the limit allows", async () => {
    expect(await builds.recent()).toEqual([]);
    expect(await builds.start("one")).toEqual({ started: true });
    expect(await builds.start("one")).toEqual({ started: true });
    expect(await builds.start("two")).toEqual({
      started: false,
      reason: "AccountLimitExceededException: Cannot have more than 1 builds in queue for the project",
    });
    expect(await builds.recent()).toEqual([{ id: expect.stringContaining("reconciler:"), running: true }]);
  });

  it("start in each of two projects, by equal tokens", async () => {
    const others = codeBuild(client, "another-reconciler");
    expect(await others.start("one")).toEqual({ started: true });
    expect(await others.recent()).toEqual([
      { id: expect.stringContaining("another-reconciler:"), running: true },
    ]);
  });

  it("have ended when CodeBuild says so, and not before", async () => {
    const id = await newest();
    const arn = await arnOf(id);
    expect(await builds.hasEnded(arn)).toBe(false);
    await client.send(new StopBuildCommand({ id }));
    await expect.poll(() => builds.hasEnded(arn), { timeout: 30_000 }).toBe(true);
    expect(await builds.recent()).toEqual([{ id, running: false }]);
  });

  it("give no proof of the end of a laptop, or of a build that CodeBuild does not know", async () => {
    const unknown = (await arnOf(await newest())).replace(/:[^:]+$/, ":00000000-0000-0000-0000-000000000000");
    expect(await builds.hasEnded(unknown)).toBe(false);
    expect(await builds.hasEnded("laptop/4711")).toBe(false);
  });

  it("that cannot be started for another reason are a failure", async () => {
    await expect(codeBuild(client, "missing").start("three")).rejects.toThrow("Project cannot be found");
  });
});
