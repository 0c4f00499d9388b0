import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { installAwsCli } from "@stagewright/sandbox";
import { putAwsOnPath } from "../../cli/demo/aws-on-path.js";
import {
  publishDeploymentTools,
  withRunner,
} from "../../controller/installation/bootstrap/deployment-tools.js";
import {
  hashicorpReleases,
  platformOfBuilds,
  type Sources,
} from "../../controller/installation/bundle/index.js";
import { repackedZip } from "../../controller/installation/bundle/repacked-zip.js";
import { layoutOf } from "../../controller/reconciler/layout.js";
import type { Activities } from "../../controller/records/index.js";
import { startInstallation, type TestInstallation } from "../../testing/installation/installation.js";
import { testSettings } from "../../testing/items/settings.js";
import { findTerraform, hashFile } from "../../toolchain/index.js";
import { makeDeployingControlPlane } from "./deploying-control-plane.js";
import { answerOpen, type WatchedPipeline } from "./executions.js";
import { prepareAccount } from "./prepared-account.js";
import { pushFolder } from "./push-folder.js";

export const deployedAccount = "333333333333";

/** Of the target account, as a team has had it before it had pipelines. */
export const states = "states-of-tests";

/** An installation in which Terraform deploys, and what a user does there. */
export interface TerraformInstallation {
  /** Applies the stack of an item: its pipeline starts by itself. */
  pipelineOf(item: object): Promise<WatchedPipeline>;
  /** Pushes files by path as a repository's whole content. */
  push(repository: string, files: Push["files"]): Promise<void>;
  readonly answer: typeof answerOpen;
  /** All that the pipeline's builds wrote. */
  logsOf(watched: WatchedPipeline): Promise<string>;
  readState(key: string): Promise<string>;
  close(): Promise<void>;
}

export async function startTerraformInstallation(repository: string): Promise<TerraformInstallation> {
  const takeAwsAway = await putAwsOnPath(await installAwsCli());
  const folder = await mkdtemp(join(tmpdir(), "stagewright-terraform-"));
  const { terraform, sources } = await prepareTools(folder);
  const childAccount = { repositories: [repository], planReads: [`arn:aws:s3:::${states}/*`] };
  const written = { childAccount, controller: { pipelineFailures: "none" } };
  const { terraform: complete } = withRunner(testSettings({ ...written, terraform }));
  const installation = await startInstallation({ ...written, terraform: complete }, { startsItself: true });
  const { client, sandbox, settings } = installation;
  const own = new S3Client(client);
  const theirs = new S3Client({ ...client, credentials: sandbox.access.root(deployedAccount) });
  const [activities] = await Promise.all([
    makeDeployingControlPlane(installation, join(folder, "control-plane")),
    prepareAccount(installation, deployedAccount),
    theirs.send(new CreateBucketCommand({ Bucket: states })),
  ]);
  const prompt = { say: () => {}, progress: () => {}, confirm: async () => {} };
  await publishDeploymentTools(settings, sources, { clients: { s3: own }, prompt });
  return {
    pipelineOf: (item) => makePipeline(item, installation, activities),
    push: (repository, files) => push(installation, { folder, repository, files }),
    answer: answerOpen,
    logsOf: ({ name }) => logsOf(name, installation),
    readState: async (Key) => {
      const { Body } = await theirs.send(new GetObjectCommand({ Bucket: states, Key }));
      return Body?.transformToString() ?? "";
    },
    close: async () => {
      await installation.close();
      await takeAwsAway();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makePipeline(item: object, { synth, client }: TestInstallation, activities: Activities) {
  const { pipeline: made, terraform } = await synth(item);
  const key = { repository: made.repository, branch: made.branch };
  await activities.open(key, made.name, layoutOf(made));
  await terraform().init();
  await terraform().apply();
  return { client: new CodePipelineClient(client), name: made.name };
}

async function logsOf(pipeline: string, { client }: TestInstallation): Promise<string> {
  const logs = new CloudWatchLogsClient(client);
  const logGroupNamePrefix = `/aws/codebuild/${pipeline}`;
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
  const pages = await Promise.all(
    logGroups.map(({ logGroupName }) => logs.send(new FilterLogEventsCommand({ logGroupName }))),
  );
  return pages.flatMap(({ events = [] }) => events.map(({ message }) => message)).join("\n");
}

/** This machine's Terraform, as if its archive had been downloaded: what `bootstrap` then uploads. */
async function prepareTools(cache: string) {
  const { path, version } = await findTerraform(process.env);
  const name = `terraform_${version}_${platformOfBuilds}`;
  const archive = join(cache, "downloads", name, `${name}.zip`);
  await mkdir(dirname(archive), { recursive: true });
  await pipeline(Readable.from(repackedZip({ terraform: path })), createWriteStream(archive));
  const sources: Sources = {
    ...{ env: process.env, cwd: process.cwd(), cache, platform: platformOfBuilds },
    ...{ releases: hashicorpReleases, releaseKeys: [] },
  };
  return { terraform: { version, sha256: await hashFile(archive) }, sources };
}

interface Push {
  /** Where a copy of the repository is kept. */
  readonly folder: string;
  readonly repository: string;
  readonly files: Readonly<Record<string, string>>;
}

async function push(installation: TestInstallation, { folder, repository, files }: Push): Promise<void> {
  const copy = join(folder, "repositories", repository);
  await rm(copy, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), content);
  }
  await pushFolder(copy, repository, "main", installation);
}
