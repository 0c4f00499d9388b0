import {
  BatchGetProjectsCommand,
  CreateProjectCommand,
  type CreateProjectCommandInput,
  DeleteProjectCommand,
  InvalidateProjectCacheCommand,
  ListProjectsCommand,
  ListSourceCredentialsCommand,
  paginateListProjects,
  UpdateProjectCommand,
  UpdateProjectVisibilityCommand,
} from "@aws-sdk/client-codebuild";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { times } from "../../../../testing/items/times.js";
import { testAccount, testRegion } from "../../test-account.fixture.js";
import { buildRole, startCodeBuild, type TestCodeBuild } from "./codebuild.fixture.js";

let suite: TestCodeBuild;

beforeAll(async () => {
  suite = await startCodeBuild();
});

afterAll(() => suite.close());

afterEach(async () => {
  suite.world.denied.clear();
  for await (const { projects = [] } of paginateListProjects({ client: suite.client }, {})) {
    for (const name of projects) await suite.client.send(new DeleteProjectCommand({ name }));
  }
});

const inline = "version: 0.2\nphases: { build: { commands: [make] } }";

function project(more: Partial<CreateProjectCommandInput> = {}): CreateProjectCommandInput {
  return {
    name: "web",
    source: { type: "NO_SOURCE", buildspec: inline },
    artifacts: { type: "NO_ARTIFACTS" },
    environment: {
      type: "LINUX_CONTAINER",
      image: "aws/codebuild/standard:7.0",
      computeType: "BUILD_GENERAL1_SMALL",
    },
    serviceRole: buildRole,
    ...more,
  };
}

const arnOf = (name: string) => `arn:aws:codebuild:${testRegion}:${testAccount}:project/${name}`;
const create = (more?: Partial<CreateProjectCommandInput>) =>
  suite.client.send(new CreateProjectCommand(project(more)));
const get = async (...names: string[]) => suite.client.send(new BatchGetProjectsCommand({ names }));

describe("a project", () => {
  it("is created with CodeBuild's defaults", async () => {
    const { project: created } = await create();
    expect(created).toMatchObject({
      name: "web",
      arn: arnOf("web"),
      timeoutInMinutes: 60,
      queuedTimeoutInMinutes: 480,
      encryptionKey: `arn:aws:kms:${testRegion}:${testAccount}:alias/aws/s3`,
      cache: { type: "NO_CACHE" },
      badge: { badgeEnabled: false },
      environment: { privilegedMode: false, imagePullCredentialsType: "CODEBUILD", environmentVariables: [] },
      projectVisibility: "PRIVATE",
      tags: [],
    });
    expect(created?.created).toBeInstanceOf(Date);
  });

  it("has an artifact named after it, in a namespace only in S3", async () => {
    const piped = await create({ source: { type: "CODEPIPELINE" }, artifacts: { type: "CODEPIPELINE" } });
    expect(piped.project?.artifacts).toEqual({
      type: "CODEPIPELINE",
      name: "web",
      packaging: "NONE",
      encryptionDisabled: false,
    });
    const stored = await create({ name: "stored", artifacts: { type: "S3", location: "bucket" } });
    expect(stored.project?.artifacts).toMatchObject({
      name: "stored",
      namespaceType: "NONE",
      packaging: "NONE",
    });
  });

  it("is read by name and by ARN; others are told as not found", async () => {
    await create();
    const answer = await get("web", arnOf("web"), "none", arnOf("web").replace(testAccount, "222222222222"));
    expect(answer.projects?.map((each) => each.name)).toEqual(["web"]);
    expect(answer.projectsNotFound).toEqual(["none", arnOf("web").replace(testAccount, "222222222222")]);
  });

  it("keeps what an update does not name, but for its tags", async () => {
    await create({ description: "old", timeoutInMinutes: 7, tags: [{ key: "team", value: "a" }] });
    const { project: updated } = await suite.client.send(
      new UpdateProjectCommand({ name: "web", description: "new", concurrentBuildLimit: 2 }),
    );
    expect(updated).toMatchObject({
      description: "new",
      concurrentBuildLimit: 2,
      timeoutInMinutes: 7,
      tags: [],
    });
  });

  it("is updated by ARN", async () => {
    await create();
    const { project: updated } = await suite.client.send(
      new UpdateProjectCommand({ name: arnOf("web"), timeoutInMinutes: 5 }),
    );
    expect(updated).toMatchObject({ name: "web", timeoutInMinutes: 5 });
  });

  it("loses its concurrency limit by -1 and its network by an empty one", async () => {
    const vpcConfig = { vpcId: "vpc-1", subnets: ["subnet-1"], securityGroupIds: ["sg-1"] };
    await create({ concurrentBuildLimit: 3, vpcConfig });
    const { project: updated } = await suite.client.send(
      new UpdateProjectCommand({ name: "web", concurrentBuildLimit: -1, vpcConfig: {} }),
    );
    expect(updated?.concurrentBuildLimit).toBeUndefined();
    expect(updated?.vpcConfig).toBeUndefined();
  });

  it.each(["web", arnOf("web")])("is deleted by %s, and deleting it again succeeds", async (name) => {
    await create();
    await suite.client.send(new DeleteProjectCommand({ name }));
    await suite.client.send(new DeleteProjectCommand({ name }));
    expect((await get("web")).projectsNotFound).toEqual(["web"]);
  });

  it("survives a restart", async () => {
    await create();
    suite.restart();
    expect((await get("web")).projects).toHaveLength(1);
  });

  it("can be made public and private again", async () => {
    await create();
    const change = (projectVisibility: "PUBLIC_READ" | "PRIVATE") =>
      suite.client.send(new UpdateProjectVisibilityCommand({ projectArn: arnOf("web"), projectVisibility }));
    expect((await change("PUBLIC_READ")).publicProjectAlias).toBeTruthy();
    expect((await get("web")).projects?.[0]?.projectVisibility).toBe("PUBLIC_READ");
    await change("PRIVATE");
    expect((await get("web")).projects?.[0]?.projectVisibility).toBe("PRIVATE");
  });

  it("has a cache that can be invalidated", async () => {
    await create();
    await suite.client.send(new InvalidateProjectCacheCommand({ projectName: "web" }));
  });

  it.each([
    ["sourced from S3", { source: { type: "S3", location: "bucket/path/source.zip" } }],
    ["sourced from an S3 folder", { source: { type: "S3", location: "arn:aws:s3:::bucket/path/" } }],
    ["of a pipeline", { source: { type: "CODEPIPELINE" }, artifacts: { type: "CODEPIPELINE" } }],
    [
      "sourced from CodeCommit",
      {
        source: {
          type: "CODECOMMIT",
          location: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/a.b",
        },
      },
    ],
    ["that stores artifacts", { artifacts: { type: "S3", location: "bucket", packaging: "ZIP" } }],
    ["with a log group", { logsConfig: { cloudWatchLogs: { status: "ENABLED", groupName: "/my/group" } } }],
    ["of the longest name", { name: "n".repeat(150) }],
    ["of the shortest name", { name: "ab" }],
    ["with the longest time-out", { timeoutInMinutes: 2160 }],
    ["with fifty tags", { tags: Array.from({ length: 50 }, (_, n) => ({ key: `k${n}`, value: "v" })) }],
    ["with an inline buildspec in JSON", { source: { type: "NO_SOURCE", buildspec: '{"version": 0.2}' } }],
  ] satisfies [string, Partial<CreateProjectCommandInput>][])("%s is accepted", async (_, more) => {
    const { project: created } = await create(more);
    expect((await get(created?.arn ?? "")).projects?.[0]).toMatchObject(more);
  });
});

describe("the limits of the API model", () => {
  const accepted = async (more: Record<string, unknown>) => {
    const { status, body } = await suite.send("CreateProject", { ...project(), ...more });
    await suite.send("DeleteProject", { name: String(more.name ?? "web") });
    return status === 200 || (body.__type === "InvalidInputException" ? false : `unexpected: ${body.__type}`);
  };

  it("decide on a name by its length and characters alone", async () => {
    const names = fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,160}$/),
      fc.string({ maxLength: 5 }),
    );
    const valid = (name: string) => /^[A-Za-z0-9][A-Za-z0-9\-_]{1,149}$/.test(name);
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        expect(await accepted({ name })).toBe(valid(name));
      }),
      { numRuns: times(60) },
    );
  });

  it.each([
    ["timeoutInMinutes", 5, 2160],
    ["queuedTimeoutInMinutes", 5, 480],
    ["concurrentBuildLimit", 1, 60],
  ])("decide on %s from %i to %i", async (member, least, most) => {
    const near = fc.oneof(
      ...[least, most].map((edge) => fc.integer({ min: edge - 2, max: edge + 2 })),
      fc.integer(),
    );
    await fc.assert(
      fc.asyncProperty(near, async (value) => {
        expect(await accepted({ [member]: value })).toBe(value >= least && value <= most);
      }),
      { numRuns: times(40) },
    );
  });
});

describe("projects", () => {
  it("are listed by name, page by page, both ways", async () => {
    const names = Array.from({ length: 101 }, (_, n) => `p${String(n).padStart(3, "0")}`);
    for (const name of names) await create({ name });
    const first = await suite.client.send(new ListProjectsCommand({}));
    expect(first.projects).toEqual(names.slice(0, 100));
    const second = await suite.client.send(new ListProjectsCommand({ nextToken: first.nextToken }));
    expect(second).toMatchObject({ projects: ["p100"] });
    expect(second.nextToken).toBeUndefined();
    const down = await suite.client.send(new ListProjectsCommand({ sortOrder: "DESCENDING" }));
    expect(down.projects?.[0]).toBe("p100");
  });

  it("are listed by the time of their creation", async () => {
    suite.world.clock = new Date("2026-01-01T00:00:00Z");
    await create({ name: "zz" });
    suite.world.clock = new Date("2026-01-02T00:00:00Z");
    await create({ name: "aa" });
    delete suite.world.clock;
    const listed = await suite.client.send(new ListProjectsCommand({ sortBy: "CREATED_TIME" }));
    expect(listed.projects).toEqual(["zz", "aa"]);
  });

  it("have no source credentials", async () => {
    const answer = await suite.client.send(new ListSourceCredentialsCommand({}));
    expect(answer.sourceCredentialsInfos).toEqual([]);
  });
});

describe("IAM is asked", () => {
  it("for the operation on the project and for handing over its role", async () => {
    suite.world.asked.length = 0;
    await create();
    expect(suite.world.asked).toEqual([
      `codebuild:CreateProject ${arnOf("web")}`,
      `iam:PassRole ${buildRole}`,
    ]);
  });

  it("for each project of a batch", async () => {
    await create();
    suite.world.denied.add(`codebuild:BatchGetProjects ${arnOf("other")}`);
    await expect(get("web", "other")).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("codebuild:BatchGetProjects"),
    });
  });

  it.each([
    ["codebuild:CreateProject", () => create()],
    ["iam:PassRole", () => create()],
    ["codebuild:ListProjects", () => suite.client.send(new ListProjectsCommand({}))],
    ["codebuild:DeleteProject", () => suite.client.send(new DeleteProjectCommand({ name: "web" }))],
  ])("%s, and a denial refuses the call", async (action, call) => {
    suite.world.denied.add(action);
    await expect(call()).rejects.toMatchObject({ name: "AccessDeniedException" });
    suite.world.denied.clear();
    expect((await get("web")).projectsNotFound).toEqual(["web"]);
  });
});

describe("a project is refused", () => {
  const environment = project().environment;
  const otherAccount = "arn:aws:iam::222222222222:role/build";
  const three = "arn:aws:iam::111111111111:role/none";

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      "whose name is too short",
      { name: "a" },
      /'name' failed to satisfy constraint.*length greater than or equal to 2/,
    ],
    ["whose name is too long", { name: "n".repeat(151) }, /length less than or equal to 150/],
    ["whose name has a dot", { name: "a.b" }, /regular expression pattern/],
    ["without a name", { name: undefined }, /'name'.*must not be null/],
    ["without a source", { source: undefined }, /'source'.*must not be null/],
    ["of an unknown source type", { source: { type: "SVN" } }, /'source.type'.*enum value set/],
    [
      "with 13 secondary sources",
      { secondarySources: Array(13).fill({ type: "S3" }) },
      /less than or equal to 12/,
    ],
    ["with a time-out of 4 minutes", { timeoutInMinutes: 4 }, /greater than or equal to 5/],
    ["with a time-out of 2161 minutes", { timeoutInMinutes: 2161 }, /less than or equal to 2160/],
    ["with a queue time-out of 481 minutes", { queuedTimeoutInMinutes: 481 }, /less than or equal to 480/],
    ["with 51 tags", { tags: Array(51).fill({ key: "k", value: "v" }) }, /less than or equal to 50/],
    ["with a description of 256 characters", { description: "d".repeat(256) }, /less than or equal to 255/],
    [
      "whose artifacts alone are the pipeline's",
      { artifacts: { type: "CODEPIPELINE" } },
      /^Invalid input: when using CodePipeline both sourceType, and artifactType must be set to: CODEPIPELINE$/,
    ],
    [
      "whose source alone is the pipeline's",
      { source: { type: "CODEPIPELINE" } },
      /both sourceType, and artifactType/,
    ],
    [
      "sourced from S3 without a location",
      { source: { type: "S3" } },
      /location must be set when source type is S3/,
    ],
    [
      "sourced from a bucket without a key",
      { source: { type: "S3", location: "bucket" } },
      /looks like bucket\/path/,
    ],
    [
      "sourced from GitHub elsewhere",
      { source: { type: "GITHUB", location: "https://x.y/z" } },
      /https:\/\/github.com/,
    ],
    ["without source and buildspec", { source: { type: "NO_SOURCE" } }, /an inline buildspec must be set/],
    [
      "without source, its buildspec a path",
      { source: { type: "NO_SOURCE", buildspec: "b.yml" } },
      /an inline buildspec/,
    ],
    [
      "without source but with a location",
      { source: { type: "NO_SOURCE", buildspec: inline, location: "x/y" } },
      /location must not be set/,
    ],
    [
      "with a secondary source of the pipeline",
      { secondarySources: [{ type: "CODEPIPELINE", sourceIdentifier: "x" }] },
      /^Invalid input: sourceType CODEPIPELINE is not allowed for secondarySources$/,
    ],
    [
      "with a secondary source without identifier",
      { secondarySources: [{ type: "S3", location: "bucket/key" }] },
      /identifier must contain only alphanumeric characters/,
    ],
    [
      "with two secondary sources of one identifier",
      { secondarySources: Array(2).fill({ type: "S3", location: "bucket/key", sourceIdentifier: "same" }) },
      /identifier same is used more than once/,
    ],
    [
      "with a secondary artifact of the pipeline",
      { secondaryArtifacts: [{ type: "CODEPIPELINE", artifactIdentifier: "x" }] },
      /artifactType CODEPIPELINE is not allowed for secondaryArtifacts/,
    ],
    [
      "that names artifacts it does not make",
      { artifacts: { type: "NO_ARTIFACTS", name: "x" } },
      /^Invalid artifacts: artifact type NO_ARTIFACTS should have null output name$/,
    ],
    [
      "that stores artifacts nowhere",
      { artifacts: { type: "S3" } },
      /location must be set when artifact type is S3/,
    ],
    [
      "that stores artifacts in no bucket",
      { artifacts: { type: "S3", location: "a/b" } },
      /not the name of an S3 bucket/,
    ],
    ["whose role is no ARN", { serviceRole: "build" }, /^Invalid service role$/],
    [
      "whose role is another account's",
      { serviceRole: otherAccount },
      /Service role account ID does not match/,
    ],
    [
      "whose role does not exist or trust",
      { serviceRole: three },
      /^CodeBuild is not authorized to perform: sts:AssumeRole/,
    ],
    [
      "with half a network",
      { vpcConfig: { vpcId: "vpc-1" } },
      /vpcId, subnets and securityGroupIds must be set together/,
    ],
    ["with a cache in S3 and no location", { cache: { type: "S3" } }, /Invalid cache: location/],
    ["with a local cache and no modes", { cache: { type: "LOCAL" } }, /Invalid cache: modes/],
    [
      "with S3 logs and no location",
      { logsConfig: { s3Logs: { status: "ENABLED" } } },
      /s3Logs location must be set/,
    ],
    [
      "with an impossible log group",
      { logsConfig: { cloudWatchLogs: { status: "ENABLED", groupName: "a b" } } },
      /not the name of a log group/,
    ],
    ["with a badge and no repository", { badgeEnabled: true }, /build badges are not supported/],
    ["with a concurrency limit of 0", { concurrentBuildLimit: 0 }, /must be greater than 0/],
    [
      "with a concurrency limit above the account's",
      { concurrentBuildLimit: 61 },
      /^Project-level concurrent build limit cannot exceed the account-level concurrent build limit of 60$/,
    ],
    ["with a reserved tag", { tags: [{ key: "aws:x", value: "v" }] }, /reserved/],
    ["with one tag twice", { tags: Array(2).fill({ key: "k", value: "v" }) }, /more than once/],
    [
      "for a GPU of medium size",
      { environment: { ...environment, type: "LINUX_GPU_CONTAINER", computeType: "BUILD_GENERAL1_MEDIUM" } },
      /compute type BUILD_GENERAL1_MEDIUM is not supported for environment type LINUX_GPU_CONTAINER; allowed/,
    ],
    [
      "in a curated image that is for another environment type",
      { environment: { ...environment, image: "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs20" } },
      /^AWS CodeBuild curated image aws\/codebuild\/amazonlinux-x86_64-lambda-standard:nodejs20 is not supported for projects with environment type LINUX_CONTAINER and compute type BUILD_GENERAL1_SMALL$/,
    ],
    [
      "that is privileged on Lambda",
      {
        environment: {
          ...environment,
          type: "LINUX_LAMBDA_CONTAINER",
          computeType: "BUILD_LAMBDA_1GB",
          privilegedMode: true,
        },
      },
      /privilegedMode cannot be used/,
    ],
    [
      "that pulls CodeBuild's image with its role",
      { environment: { ...environment, imagePullCredentialsType: "SERVICE_ROLE" } },
      /must be CODEBUILD/,
    ],
    [
      "with a variable of an impossible name",
      { environment: { ...environment, environmentVariables: [{ name: "a-b", value: "v" }] } },
      /Invalid environment variable name a-b/,
    ],
  ])("%s", async (_, more, reason) => {
    const { status, body } = await suite.send("CreateProject", { ...project(), ...more });
    expect(body).toMatchObject({ __type: "InvalidInputException", message: expect.stringMatching(reason) });
    expect(status).toBe(400);
    expect((await get("web")).projects).toEqual([]);
  });

  it("that exists already", async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      message: `Project already exists: ${arnOf("web")}`,
    });
  });

  it.each<[string, string, Record<string, unknown>, string, RegExp]>([
    [
      "UpdateProject",
      "of no project",
      { name: "none" },
      "ResourceNotFoundException",
      /Project cannot be found: arn/,
    ],
    [
      "InvalidateProjectCache",
      "of no project",
      { projectName: "none" },
      "ResourceNotFoundException",
      /cannot be found/,
    ],
    [
      "ListBuildsForProject",
      "of no project",
      { projectName: "none" },
      "ResourceNotFoundException",
      /cannot be found/,
    ],
    [
      "StartBuild",
      "of no project",
      { projectName: "none" },
      "ResourceNotFoundException",
      /Project cannot be found/,
    ],
    ["StopBuild", "of no build", { id: "none:1" }, "ResourceNotFoundException", /Build cannot be found/],
    ["RetryBuild", "of no build", { id: "none:1" }, "ResourceNotFoundException", /Build cannot be found/],
    ["BatchGetProjects", "of no names", { names: [] }, "InvalidInputException", /greater than or equal to 1/],
    [
      "BatchGetProjects",
      "of 101 names",
      { names: Array(101).fill("n") },
      "InvalidInputException",
      /equal to 100/,
    ],
    ["BatchGetBuilds", "of no ids", { ids: [] }, "InvalidInputException", /greater than or equal to 1/],
    ["ListProjects", "with a made-up token", { nextToken: "x" }, "InvalidInputException", /next token/],
    ["ListBuilds", "in an unknown order", { sortOrder: "UP" }, "InvalidInputException", /enum value set/],
    [
      "DescribeTestCases",
      "of no report",
      { reportArn: "none" },
      "ResourceNotFoundException",
      /Report cannot be found/,
    ],
    [
      "ListReportsForReportGroup",
      "of no group",
      { reportGroupArn: "x" },
      "ResourceNotFoundException",
      /Report group/,
    ],
    [
      "StartBuildBatch",
      "at all",
      { projectName: "web" },
      "NotImplementedException",
      /does not offer StartBuildBatch/,
    ],
    ["Nonsense", "at all", {}, "UnknownOperationException", /Unknown operation/],
    ["CreateProject", "of a wrong type", { name: 7 }, "SerializationException", /./],
  ])("%s %s is refused", async (operation, _, body, code, reason) => {
    const answer = await suite.send(operation, body);
    expect(answer.body).toMatchObject({ __type: code, message: expect.stringMatching(reason) });
  });
});
