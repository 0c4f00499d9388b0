import { existsSync } from "node:fs";
import {
  BatchDeleteBuildsCommand,
  BatchGetBuildsCommand,
  type Build,
  type CodeBuildClient,
  ListBuildsCommand,
  ListBuildsForProjectCommand,
  RetryBuildCommand,
  StopBuildCommand,
  UpdateProjectCommand,
} from "@aws-sdk/client-codebuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { livingProcesses } from "../../builds/processes.js";
import {
  buildspec,
  createProject,
  mayLog,
  read,
  run,
  start,
  startAccount,
  type TestAccount,
  until,
} from "./account.fixture.js";
import { startCodeBuild, type TestCodeBuild } from "./codebuild.fixture.js";

/** Builds of a CodeBuild whose limits and minutes are the test's, in a whole account. */
let account: TestAccount;
let role: string;
let suite: TestCodeBuild;
let client: CodeBuildClient;

beforeAll(async () => {
  account = await startAccount();
  role = await account.createRole("build", [mayLog]);
});

afterAll(() => account.close());

beforeEach(async () => {
  suite = await startCodeBuild({
    access: account.sandbox.access,
    settings: { concurrentBuilds: 2, queuedBuilds: 10, minuteMs: 500 },
  });
  client = suite.client;
});

afterEach(() => suite.close());

const hanging = buildspec("echo begun", "sleep 600");
const running = (build: Build) => build.currentPhase === "BUILD";

async function project(name: string, more: Partial<Parameters<typeof createProject>[1]> = {}): Promise<void> {
  await createProject(client, { name, serviceRole: role, ...more });
}

describe("a build", () => {
  it("runs to its end: phases, status, number, log and initiator", async () => {
    await project("web", { source: { type: "NO_SOURCE", buildspec: buildspec("echo hello") } });
    const build = await run(client, { projectName: "web" });
    expect(build).toMatchObject({
      projectName: "web",
      buildNumber: 1,
      buildStatus: "SUCCEEDED",
      buildComplete: true,
      currentPhase: "COMPLETED",
      initiator: "team/ann",
      serviceRole: role,
      timeoutInMinutes: 60,
      logs: { groupName: "/aws/codebuild/web", streamName: build.id?.slice("web:".length) },
    });
    expect(build.arn).toBe(`arn:aws:codebuild:eu-central-1:111111111111:build/${build.id}`);
    expect(build.phases?.map((phase) => phase.phaseType)).toEqual([
      "SUBMITTED",
      "QUEUED",
      "PROVISIONING",
      "DOWNLOAD_SOURCE",
      "INSTALL",
      "PRE_BUILD",
      "BUILD",
      "POST_BUILD",
      "UPLOAD_ARTIFACTS",
      "FINALIZING",
      "COMPLETED",
    ]);
    expect(build.endTime?.getTime()).toBeGreaterThanOrEqual(build.startTime?.getTime() ?? Number.NaN);
    expect(await account.printed(build)).toEqual(["hello"]);
  });

  it("can be followed while it runs: in its record and in its log", async () => {
    await project("follow", { source: { type: "NO_SOURCE", buildspec: hanging } });
    const build = await until(client, await start(client, { projectName: "follow" }), running);
    expect(build).toMatchObject({ buildStatus: "IN_PROGRESS", buildComplete: false });
    await expect.poll(() => account.printed(build)).toEqual(["begun"]);
  });

  it("has CodeBuild's own variables", async () => {
    const command = "env | grep -E '^(CODEBUILD|CI|AWS_|OWN)' | LC_ALL=C sort";
    await project("vars", { source: { type: "NO_SOURCE", buildspec: buildspec(command) } });
    const build = await run(client, {
      projectName: "vars",
      sourceVersion: "v1",
      environmentVariablesOverride: [{ name: "OWN", value: "1" }],
    });
    const lines = await account.printed(build);
    expect(lines).toEqual([
      // Its keys are nowhere here: in variables they would beat every profile.
      `AWS_CONTAINER_AUTHORIZATION_TOKEN=***`,
      expect.stringMatching(/^AWS_CONTAINER_CREDENTIALS_FULL_URI=http:\/\/127\.0\.0\.1:\d+\/credentials$/),
      `AWS_DEFAULT_REGION=eu-central-1`,
      `AWS_ENDPOINT_URL=${account.sandbox.url}`,
      `AWS_ENDPOINT_URL_STS=${account.sandbox.url}`,
      `AWS_REGION=eu-central-1`,
      `CI=true`,
      `CODEBUILD_BUILD_ARN=${build.arn}`,
      `CODEBUILD_BUILD_ID=${build.id}`,
      `CODEBUILD_BUILD_IMAGE=aws/codebuild/standard:7.0`,
      `CODEBUILD_BUILD_NUMBER=1`,
      `CODEBUILD_BUILD_SUCCEEDING=1`,
      `CODEBUILD_CI=true`,
      `CODEBUILD_INITIATOR=team/ann`,
      `CODEBUILD_KMS_KEY_ID=arn:aws:kms:eu-central-1:111111111111:alias/aws/s3`,
      `CODEBUILD_LOG_PATH=${build.logs?.streamName}`,
      `CODEBUILD_PROJECT_ARN=arn:aws:codebuild:eu-central-1:111111111111:project/vars`,
      `CODEBUILD_SOURCE_REPO_URL=`,
      `CODEBUILD_SOURCE_VERSION=v1`,
      expect.stringMatching(/^CODEBUILD_SRC_DIR=\/.*\/src$/),
      `CODEBUILD_START_TIME=${build.startTime?.getTime()}`,
      `OWN=1`,
    ]);
  });

  it("takes the overrides of its start, and the project stays", async () => {
    await project("over", {
      environment: {
        type: "LINUX_CONTAINER",
        image: "aws/codebuild/standard:7.0",
        computeType: "BUILD_GENERAL1_SMALL",
        environmentVariables: [
          { name: "KEPT", value: "project" },
          { name: "OVER", value: "project" },
        ],
      },
    });
    const build = await run(client, {
      projectName: "over",
      buildspecOverride: buildspec("echo $KEPT $OVER $CODEBUILD_BUILD_IMAGE"),
      imageOverride: "my/image:1",
      computeTypeOverride: "BUILD_GENERAL1_LARGE",
      timeoutInMinutesOverride: 30,
      queuedTimeoutInMinutesOverride: 31,
      privilegedModeOverride: true,
      environmentVariablesOverride: [{ name: "OVER", value: "start" }],
      logsConfigOverride: { cloudWatchLogs: { status: "ENABLED", groupName: "other", streamName: "s" } },
    });
    expect(build).toMatchObject({
      buildStatus: "SUCCEEDED",
      timeoutInMinutes: 30,
      queuedTimeoutInMinutes: 31,
      environment: { image: "my/image:1", computeType: "BUILD_GENERAL1_LARGE", privilegedMode: true },
      logs: { groupName: "other", streamName: expect.stringMatching(/^s\/[0-9a-f-]{36}$/) },
    });
    expect(await account.printed(build)).toEqual(["project start my/image:1"]);
    const again = await run(client, { projectName: "over" });
    expect(again).toMatchObject({ buildNumber: 2, timeoutInMinutes: 60 });
  });

  it("without a log has none", async () => {
    await project("quiet", { logsConfig: { cloudWatchLogs: { status: "DISABLED" } } });
    const build = await run(client, { projectName: "quiet" });
    expect(build.buildStatus).toBe("SUCCEEDED");
    expect(build.logs?.groupName).toBeUndefined();
  });

  it("is read by id and by ARN; others are told as not found", async () => {
    await project("read");
    const { id = "", arn = "" } = await run(client, { projectName: "read" });
    const answer = await client.send(new BatchGetBuildsCommand({ ids: [id, arn, "read:none"] }));
    expect(answer.builds?.map((each) => each.id)).toEqual([id]);
    expect(answer.buildsNotFound).toEqual(["read:none"]);
  });

  it("that hangs is stopped at its time-out, with its children", async () => {
    await project("hang", { timeoutInMinutes: 5 });
    const build = await run(client, {
      projectName: "hang",
      buildspecOverride: buildspec("setsid sleep 600 & sleep 600"),
    });
    expect(build.buildStatus).toBe("TIMED_OUT");
    const phase = build.phases?.find((each) => each.phaseType === "BUILD");
    expect(phase).toMatchObject({ phaseStatus: "TIMED_OUT", contexts: [{ statusCode: "BUILD_TIMED_OUT" }] });
    expect(await livingProcesses({ mark: build.id?.split(":")[1] ?? "" })).toEqual([]);
  });

  it("can be stopped, by id or ARN; what has ended stays as it is", async () => {
    await project("stop", { source: { type: "NO_SOURCE", buildspec: hanging } });
    const begun = await until(client, await start(client, { projectName: "stop" }), running);
    await client.send(new StopBuildCommand({ id: begun.arn }));
    const stopped = await until(client, begun);
    expect(stopped.buildStatus).toBe("STOPPED");
    await client.send(new StopBuildCommand({ id: begun.id }));
    expect(await read(client, begun.id)).toEqual(stopped);
  });

  it("can be retried with what it ran with", async () => {
    await project("retry");
    const first = await run(client, {
      projectName: "retry",
      buildspecOverride: buildspec("echo $CODEBUILD_BUILD_NUMBER"),
    });
    const { build } = await client.send(new RetryBuildCommand({ id: first.id }));
    const second = await until(client, build ?? {});
    expect(second.buildNumber).toBe(2);
    expect(await account.printed(second)).toEqual(["2"]);
  });

  it("that runs cannot be retried or deleted", async () => {
    await project("busy", { source: { type: "NO_SOURCE", buildspec: hanging } });
    const { id = "" } = await start(client, { projectName: "busy" });
    await expect(client.send(new RetryBuildCommand({ id }))).rejects.toMatchObject({
      name: "InvalidInputException",
    });
    const answer = await client.send(new BatchDeleteBuildsCommand({ ids: [id, "busy:none"] }));
    expect(answer).toMatchObject({
      buildsDeleted: [],
      buildsNotDeleted: [
        { id, statusCode: "BUILD_IN_PROGRESS" },
        { id: "busy:none", statusCode: "BUILD_NOT_FOUND" },
      ],
    });
  });

  it("that has ended can be deleted, while its folder is still being removed", async () => {
    const files = "for i in $(seq 4000); do : > $i; done";
    await project("gone", { source: { type: "NO_SOURCE", buildspec: buildspec(files) } });
    const { id = "" } = await run(client, { projectName: "gone" });
    const answer = await client.send(new BatchDeleteBuildsCommand({ ids: [id] }));
    expect(answer.buildsDeleted).toEqual([id]);
    expect((await client.send(new BatchGetBuildsCommand({ ids: [id] }))).buildsNotFound).toEqual([id]);
    await expect.poll(() => suite.world.events.at(-1)?.detail["build-status"]).toBe("SUCCEEDED");
  });

  it("of a failing command fails, and tells which", async () => {
    await project("fail", { source: { type: "NO_SOURCE", buildspec: buildspec("exit 5") } });
    const build = await run(client, { projectName: "fail" });
    expect(build.buildStatus).toBe("FAILED");
    expect(build.phases?.find((each) => each.phaseType === "BUILD")?.contexts).toEqual([
      {
        statusCode: "COMMAND_EXECUTION_ERROR",
        message: "Error while executing command: exit 5. Reason: exit status 5",
      },
    ]);
  });

  it("tells of its state and phases on the bus", async () => {
    await project("events");
    const build = await run(client, { projectName: "events" });
    await expect.poll(() => suite.world.events.at(-1)?.detail["build-status"]).toBe("SUCCEEDED");
    const states = suite.world.events.filter((each) => each.detailType === "CodeBuild Build State Change");
    expect(states.map((each) => each.detail["build-status"])).toEqual(["IN_PROGRESS", "SUCCEEDED"]);
    expect(states[1]).toMatchObject({
      source: "aws.codebuild",
      resources: [build.arn],
      detail: {
        "project-name": "events",
        "build-id": build.arn,
        "current-phase": "COMPLETED",
        "additional-information": { "build-complete": true, initiator: "team/ann" },
      },
    });
    const phases = suite.world.events.filter((each) => each.detailType === "CodeBuild Build Phase Change");
    expect(phases.map((each) => each.detail["completed-phase"])).toEqual([
      "SUBMITTED",
      "QUEUED",
      "PROVISIONING",
      "DOWNLOAD_SOURCE",
      "INSTALL",
      "PRE_BUILD",
      "BUILD",
      "POST_BUILD",
      "UPLOAD_ARTIFACTS",
      "FINALIZING",
    ]);
  });

  it("that a crash of the sandbox cut off is told as FAULT, and its processes end", async () => {
    await project("crash", { source: { type: "NO_SOURCE", buildspec: hanging } });
    const begun = await until(client, await start(client, { projectName: "crash" }), running);
    const mark = begun.id?.split(":")[1] ?? "";
    await expect.poll(() => livingProcesses({ mark })).not.toEqual([]);
    suite.restart();
    const build = await read(client, begun.id);
    expect(build).toMatchObject({ buildStatus: "FAULT", buildComplete: true, currentPhase: "COMPLETED" });
    await expect.poll(() => livingProcesses({ mark })).toEqual([]);
  });

  it("ends with the service, and leaves no folder", async () => {
    await project("close", { source: { type: "NO_SOURCE", buildspec: buildspec("pwd", "sleep 600") } });
    const build = await until(client, await start(client, { projectName: "close" }), running);
    await expect.poll(() => account.printed(build)).toHaveLength(1);
    const [folder = ""] = await account.printed(build);
    await suite.close();
    expect(existsSync(folder)).toBe(false);
    expect(await livingProcesses({ mark: build.id?.split(":")[1] ?? "" })).toEqual([]);
  });
});

describe("an idempotency token", () => {
  const token = { idempotencyToken: "t" };

  it("gives the same build for the same parameters", async () => {
    await project("once");
    const first = await start(client, { projectName: "once", sourceVersion: "a", ...token });
    const second = await start(client, { sourceVersion: "a", projectName: "once", ...token });
    expect(second.id).toBe(first.id);
    expect((await client.send(new ListBuildsCommand({}))).ids).toHaveLength(1);
  });

  it("gives the same build to requests that come at once", async () => {
    await project("once");
    const builds = await Promise.all([1, 2, 3].map(() => start(client, { projectName: "once", ...token })));
    expect(new Set(builds.map((build) => build.id)).size).toBe(1);
  });

  it("refuses other parameters for five minutes", async () => {
    await project("once");
    suite.world.clock = new Date("2026-01-01T00:00:00Z");
    await start(client, { projectName: "once", ...token });
    suite.world.clock = new Date("2026-01-01T00:04:59.999Z");
    await expect(start(client, { projectName: "once", sourceVersion: "b", ...token })).rejects.toMatchObject({
      name: "InvalidInputException",
      message: expect.stringMatching(/parameter mismatch/i),
    });
    suite.world.clock = new Date("2026-01-01T00:05:00Z");
    expect((await start(client, { projectName: "once", sourceVersion: "b", ...token })).buildNumber).toBe(2);
  });

  it("is kept over a restart", async () => {
    await project("once");
    const first = await run(client, { projectName: "once", ...token });
    suite.restart();
    expect((await start(client, { projectName: "once", ...token })).id).toBe(first.id);
  });
});

describe("a project's concurrency limit", () => {
  it("refuses the build that would exceed it, until one ends", async () => {
    await project("limited", { concurrentBuildLimit: 1, source: { type: "NO_SOURCE", buildspec: hanging } });
    const first = await start(client, { projectName: "limited" });
    await expect(start(client, { projectName: "limited" })).rejects.toMatchObject({
      name: "AccountLimitExceededException",
      message: "Cannot have more than 1 builds in queue for the project",
    });
    await client.send(new StopBuildCommand({ id: first.id }));
    await until(client, first);
    expect(await run(client, { projectName: "limited", buildspecOverride: buildspec("true") })).toMatchObject(
      {
        buildStatus: "SUCCEEDED",
      },
    );
  });

  it("can be changed and taken away", async () => {
    await project("limited", { concurrentBuildLimit: 1, source: { type: "NO_SOURCE", buildspec: hanging } });
    await start(client, { projectName: "limited" });
    await client.send(new UpdateProjectCommand({ name: "limited", concurrentBuildLimit: -1 }));
    await start(client, { projectName: "limited" });
  });
});

describe("the account's limit", () => {
  it("queues builds, which run when others end", async () => {
    await project("many", { source: { type: "NO_SOURCE", buildspec: hanging } });
    const [first, , third] = [
      await start(client, { projectName: "many" }),
      await start(client, { projectName: "many" }),
      await start(client, { projectName: "many", buildspecOverride: buildspec("true") }),
    ];
    await until(client, first, running);
    expect(await read(client, third.id)).toMatchObject({
      currentPhase: "QUEUED",
      buildStatus: "IN_PROGRESS",
    });
    await client.send(new StopBuildCommand({ id: first.id }));
    expect((await until(client, third)).buildStatus).toBe("SUCCEEDED");
  });

  it("refuses builds when as many run and wait as may", async () => {
    await project("many", { source: { type: "NO_SOURCE", buildspec: hanging } });
    for (let count = 0; count < 2 + 10; count += 1) await start(client, { projectName: "many" });
    await expect(start(client, { projectName: "many" })).rejects.toMatchObject({
      name: "AccountLimitExceededException",
      message: "Cannot have more than 12 builds in queue for the account",
    });
  });

  it("times out a build that is queued too long, and a queued build can be stopped", async () => {
    await project("many", { source: { type: "NO_SOURCE", buildspec: hanging } });
    await start(client, { projectName: "many" });
    await start(client, { projectName: "many" });
    const late = await start(client, { projectName: "many", queuedTimeoutInMinutesOverride: 5 });
    const unwanted = await start(client, { projectName: "many" });
    await client.send(new StopBuildCommand({ id: unwanted.id }));
    expect((await until(client, unwanted)).buildStatus).toBe("STOPPED");
    const timedOut = await until(client, late);
    expect(timedOut.buildStatus).toBe("TIMED_OUT");
    expect(timedOut.phases?.map((phase) => phase.phaseType)).toEqual(["SUBMITTED", "QUEUED", "COMPLETED"]);
  });
});

describe("builds", () => {
  it("are listed newest first, or oldest first, for a project or all", async () => {
    await project("first");
    await project("second");
    const ids: (string | undefined)[] = [];
    for (const projectName of ["first", "second", "first"]) ids.push((await run(client, { projectName })).id);
    expect((await client.send(new ListBuildsCommand({}))).ids).toEqual([...ids].reverse());
    expect((await client.send(new ListBuildsCommand({ sortOrder: "ASCENDING" }))).ids).toEqual(ids);
    const ofFirst = await client.send(new ListBuildsForProjectCommand({ projectName: "first" }));
    expect(ofFirst.ids).toEqual([ids[2], ids[0]]);
  });
});

describe("a start is refused", () => {
  it.each([
    [
      "in a debug session",
      { debugSessionEnabled: true },
      /debugSessionEnabled is not offered by the sandbox/,
    ],
    ["with automatic retries", { autoRetryLimitOverride: 2 }, /autoRetryLimitOverride is not offered/],
    [
      "on a fleet",
      { fleetOverride: { fleetArn: "arn:aws:codebuild:::fleet/x" } },
      /fleetOverride is not offered/,
    ],
    [
      "from a repository elsewhere",
      { sourceTypeOverride: "GITHUB" as const, sourceLocationOverride: "https://github.com/a/b" },
      /Building from a source of type GITHUB is not offered/,
    ],
    [
      "with the artifacts of a pipeline alone",
      { artifactsOverride: { type: "CODEPIPELINE" as const } },
      /both sourceType, and artifactType/,
    ],
    [
      "with a role of another account",
      { serviceRoleOverride: "arn:aws:iam::222222222222:role/x" },
      /Service role account ID does not match/,
    ],
    [
      "with a role that is not there",
      { serviceRoleOverride: "arn:aws:iam::111111111111:role/none" },
      /^CodeBuild is not authorized to perform: sts:AssumeRole on service role/,
    ],
    ["with a time-out of 4 minutes", { timeoutInMinutesOverride: 4 }, /greater than or equal to 5/],
  ])("%s", async (_, more, reason) => {
    await project("web");
    await expect(start(client, { projectName: "web", ...more })).rejects.toMatchObject({
      name: "InvalidInputException",
      message: expect.stringMatching(reason),
    });
    expect((await client.send(new ListBuildsCommand({}))).ids).toEqual([]);
  });

  it("of a pipeline's project without its input artifact", async () => {
    await project("piped", { source: { type: "CODEPIPELINE" }, artifacts: { type: "CODEPIPELINE" } });
    await expect(start(client, { projectName: "piped" })).rejects.toMatchObject({
      name: "InvalidInputException",
      message: expect.stringContaining("sourceLocationOverride"),
    });
  });
});
