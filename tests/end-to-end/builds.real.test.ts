import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  BatchGetBuildsCommand,
  type Build,
  CodeBuildClient,
  DescribeTestCasesCommand,
  StartBuildCommand,
  type StartBuildCommandInput,
} from "@aws-sdk/client-codebuild";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { strFromU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  startInstallation,
  type TestInstallation,
  type Work,
} from "../../testing/installation/installation.js";
import { stackNamesOf } from "../../testing/stacks-of.js";
import { keyOfArtifact } from "../policies/artifact-calls.js";

const item = {
  RepoName: "webshop",
  RepoTag: "main",
  DeploymentConfigurations: {
    Prod: {
      AwsAccountId: "222222222222",
      Deploy: true,
      Tests: {
        Smoke: { Run: true, Repository: "webshop-tests", Branch: "main", BuildSpec: "smoke/buildspec.yml" },
      },
    },
  },
};

/** The projects are run as CodePipeline would, but for the source, which comes from the artifact bucket. */
describe("the projects of a deployed pipeline run the examples' buildspecs, with their own roles", () => {
  let installation: TestInstallation;
  let work: Work;
  let bucket: string;

  beforeAll(async () => {
    installation = await startInstallation();
    work = await installation.synth(item);
    await work.terraform().init();
    await work.terraform().apply();
    bucket = `${work.pipeline.name}-${installation.sandbox.accountId}`;
  });

  afterAll(() => installation.close());

  it("the build packages its template", async () => {
    const location = await upload("webshop");
    const build = await run({
      projectName: work.pipeline.build?.name,
      sourceLocationOverride: location,
      artifactsOverride: { type: "S3", location: bucket, path: "built", name: "out.zip", packaging: "ZIP" },
    });
    expect(build.buildStatus).toBe("SUCCEEDED");
    expect(await logOf(build)).toContain(`packaged for the bucket ${bucket}`);
    expect(Object.keys(await artifact("built/out.zip"))).toEqual(["packagedtemplate.yaml"]);
  });

  it("the smoke test is told of the deployment, and its JUnit report is read", async () => {
    const [environment] = work.pipeline.environments;
    const build = await run({
      projectName: environment?.tests[0]?.name,
      sourceLocationOverride: await upload("webshop-tests", environment?.tests[0]?.artifact),
      artifactsOverride: { type: "NO_ARTIFACTS" },
    });
    expect(build.buildStatus).toBe("SUCCEEDED");
    expect(await logOf(build)).toContain(`testing ${stackNamesOf(work.pipeline)[0]} in us-east-1 as prod`);
    const [reportArn] = build.reportArns ?? [];
    const { testCases = [] } = await codebuild().send(new DescribeTestCasesCommand({ reportArn }));
    expect(testCases.map(({ name, status }) => `${name}: ${status}`).sort()).toEqual([
      "CHILD_ACCOUNT_ROLE_ARN is told: SUCCEEDED",
      "REGION is told: SUCCEEDED",
      "S3_BUCKET is told: SUCCEEDED",
      "STACK_NAME is told: SUCCEEDED",
      "STAGE is told: SUCCEEDED",
    ]);
  });

  const codebuild = () => new CodeBuildClient(installation.client);
  const s3 = () => new S3Client(installation.client);

  /** Zips a repository of the examples into the artifact bucket, as a source action would. */
  async function upload(repository: string, artifact = "Source"): Promise<string> {
    const root = join("examples/repositories", repository);
    const files = readdirSync(root, { recursive: true, encoding: "utf8" })
      .map((name) => join(root, name))
      .filter((path) => statSync(path).isFile());
    const zip = zipSync(Object.fromEntries(files.map((path) => [relative(root, path), readFileSync(path)])));
    const Key = keyOfArtifact(work.pipeline.name, artifact);
    await s3().send(new PutObjectCommand({ Bucket: bucket, Key, Body: zip }));
    return `${bucket}/${Key}`;
  }

  async function run(start: StartBuildCommandInput): Promise<Build> {
    const client = codebuild();
    const started = await client.send(new StartBuildCommand({ sourceTypeOverride: "S3", ...start }));
    const ids = [started.build?.id ?? ""];
    for (;;) {
      const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids }));
      const [build] = builds;
      if (build?.buildComplete) return build;
      await sleep(200);
    }
  }

  async function logOf({ logs }: Build): Promise<string> {
    const client = new CloudWatchLogsClient(installation.client);
    const { groupName, streamName } = logs ?? {};
    const { events = [] } = await client.send(
      new GetLogEventsCommand({ logGroupName: groupName, logStreamName: streamName, startFromHead: true }),
    );
    return events.map(({ message }) => message).join("");
  }

  async function artifact(Key: string): Promise<Record<string, string>> {
    const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key }));
    const entries = unzipSync((await Body?.transformToByteArray()) ?? new Uint8Array());
    return Object.fromEntries(Object.entries(entries).map(([name, bytes]) => [name, strFromU8(bytes)]));
  }
});
