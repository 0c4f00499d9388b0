import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AwsCommandLines, startAwsCommandLines } from "../aws-command-lines.fixture.js";
import { buildspec, mayLog, startAccount, type TestAccount } from "./account.fixture.js";

let account: TestAccount;
let cli: AwsCommandLines;
let role: string;

beforeAll(async () => {
  account = await startAccount();
  cli = await startAwsCommandLines(account.sandbox);
  role = await account.createRole("build", [mayLog]);
});

afterAll(async () => {
  await cli?.close();
  await account?.close();
});

const codebuild = (...args: string[]) => cli.aws("codebuild", ...args);

async function createProject(name: string, ...commands: string[]): Promise<Record<string, unknown>> {
  return codebuild(
    "create-project",
    "--name",
    name,
    "--source",
    JSON.stringify({ type: "NO_SOURCE", buildspec: buildspec(...commands) }),
    "--artifacts",
    "type=NO_ARTIFACTS",
    "--environment",
    "type=LINUX_CONTAINER,image=aws/codebuild/standard:7.0,computeType=BUILD_GENERAL1_SMALL",
    "--service-role",
    role,
    "--tags",
    "key=team,value=a",
  );
}

interface ShownBuild {
  readonly id: string;
  readonly buildStatus: string;
  readonly buildComplete: boolean;
  readonly currentPhase: string;
  readonly logs: { readonly groupName: string; readonly streamName: string };
}

async function startBuild(projectName: string): Promise<ShownBuild> {
  const { build } = await codebuild("start-build", "--project-name", projectName);
  return build as ShownBuild;
}

async function readBuild(id: string): Promise<ShownBuild> {
  const { builds } = await codebuild("batch-get-builds", "--ids", id);
  const [build] = builds as ShownBuild[];
  if (!build) throw new Error(`There is no build ${id}`);
  return build;
}

/** A call of the command line takes about a second. */
const patience = { timeout: 30_000, interval: 100 };

describe("the AWS command line", () => {
  it("creates, reads, updates, lists and deletes projects", async () => {
    expect(await createProject("cli", "true")).toMatchObject({
      project: { name: "cli", tags: [{ key: "team", value: "a" }] },
    });
    await createProject("cli-2", "true");
    await codebuild(
      "update-project",
      "--name",
      "cli",
      "--tags",
      "key=team,value=b",
      "--timeout-in-minutes",
      "7",
    );
    expect(await codebuild("batch-get-projects", "--names", "cli", "none")).toMatchObject({
      projects: [{ name: "cli", timeoutInMinutes: 7, tags: [{ key: "team", value: "b" }] }],
      projectsNotFound: ["none"],
    });
    const firstPage = await codebuild("list-projects", "--max-items", "1");
    expect(firstPage).toMatchObject({ projects: ["cli"] });
    const rest = await codebuild("list-projects", "--starting-token", String(firstPage.NextToken));
    expect(rest).toMatchObject({ projects: ["cli-2"] });
    await codebuild("delete-project", "--name", "cli-2");
    await expect(codebuild("start-build", "--project-name", "cli-2")).rejects.toThrow(
      "An error occurred (ResourceNotFoundException) when calling the StartBuild operation: Project cannot be found",
    );
  });

  it("starts a build, follows its log and stops it", async () => {
    await createProject("follow", "echo begun", "sleep 600");
    const { id } = await startBuild("follow");
    await expect.poll(async () => (await readBuild(id)).currentPhase, patience).toBe("BUILD");
    const { logs } = await readBuild(id);
    const follow = () =>
      cli.aws(
        "logs",
        "get-log-events",
        "--log-group-name",
        logs.groupName,
        "--log-stream-name",
        logs.streamName,
      );
    await expect.poll(async () => JSON.stringify(await follow()), patience).toContain("begun");
    await codebuild("stop-build", "--id", id);
    await expect.poll(async () => (await readBuild(id)).buildStatus, patience).toBe("STOPPED");
    expect(await codebuild("list-builds-for-project", "--project-name", "follow")).toMatchObject({
      ids: [id],
    });
  });
});
