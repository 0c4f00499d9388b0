import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  BatchGetBuildsCommand,
  type Build,
  CodeBuildClient,
  StartBuildCommand,
} from "@aws-sdk/client-codebuild";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { zipSync } from "fflate";
import type { TestInstallation, Work } from "../../testing/installation/installation.js";

/** How an attempt ended: `allowed`, or the error's name. */
export interface AttemptOutcome {
  readonly name: string;
  readonly outcome: string;
  readonly message?: string;
}

const account = "222222222222";
const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

/** Makes what the attempts are aimed at, so that a denial is one, and not a thing that is missing. */
export async function prepareTargets(installation: TestInstallation, work: Work) {
  const { client, settings, sandbox } = installation;
  const { pipeline } = work;
  const bucket = `${pipeline.name}-${sandbox.accountId}`;
  const other = `stagewright-payments-main--f3cvqkwvig-${sandbox.accountId}`;
  const s3 = new S3Client(client);
  await s3.send(new CreateBucketCommand({ Bucket: other }));
  const put = (Bucket: string, Key: string, Body: string | Uint8Array = "x") =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  await put(other, "x.zip");
  await put(settings.state.bucket, "pipelines/other/terraform.tfstate");
  // Where CodePipeline keeps artifacts, both names cut as it cuts them.
  const kept = (artifact: string) => `${pipeline.name.slice(0, 20)}/${artifact.slice(0, 10)}/attempts`;
  const [test] = pipeline.environments.flatMap(({ tests }) => tests);
  const testSource = kept(test?.artifact ?? "");
  for (const key of [kept("Source"), testSource]) await put(bucket, key, attemptsAsSource());
  const names = ["ChildAccountFormationRole", "ChildAccountTestRole"];
  const [formationRole, testRole] = await Promise.all(names.map((name) => trustingRole(installation, name)));
  const boundary = await makeBoundary(installation);
  await makeTable(installation);
  return {
    pipeline: pipeline.name,
    packages: `${bucket}/packages`,
    source: `${bucket}/${kept("Source")}`,
    testSource: `${bucket}/${testSource}`,
    output: `${bucket}/${kept("BuildOutput")}`,
    otherObject: `${other}/x.zip`,
    state: `${settings.state.bucket}/pipelines/other/terraform.tfstate`,
    formationRole,
    testRole,
    strangeRole: "arn:aws:iam::999999999999:role/Administrator",
    otherProject: "stagewright-payments-main--f3cvqkwvig-build",
    boundary,
    table: settings.table,
  };
}

function attemptsAsSource(): Uint8Array {
  const script = readFileSync(new URL("build-attempts.mjs", import.meta.url));
  const buildspec = Buffer.from(
    JSON.stringify({ version: 0.2, phases: { build: { commands: ["node attempts.mjs"] } } }),
  );
  return zipSync({ "attempts.mjs": script, "buildspec.yml": buildspec });
}

/** A role of the target account that trusts all of the central account: only the caller's policy stands before it. */
async function trustingRole({ sandbox, client }: TestInstallation, name: string): Promise<string> {
  const iam = new IAMClient({ ...client, credentials: sandbox.access.root(account) });
  const trust = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${sandbox.accountId}:root` },
    Action: "sts:AssumeRole",
  };
  const AssumeRolePolicyDocument = document(trust);
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument })).catch(async (error) => {
    if (error.name !== "EntityAlreadyExistsException") throw error;
    await iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: AssumeRolePolicyDocument }),
    );
  });
  const PolicyDocument = document({ Effect: "Allow", Action: "*", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "all", PolicyDocument }));
  return `arn:aws:iam::${account}:role/${name}`;
}

async function makeBoundary({ client }: TestInstallation): Promise<string> {
  const PolicyDocument = document({ Effect: "Allow", Action: "s3:*", Resource: "*" });
  const command = new CreatePolicyCommand({ PolicyName: "stagewright_control-boundary", PolicyDocument });
  return (await new IAMClient(client).send(command)).Policy?.Arn ?? "";
}

async function makeTable({ client, settings }: TestInstallation): Promise<void> {
  const keys = [
    ["RepoName", "HASH"],
    ["RepoTag", "RANGE"],
  ] as const;
  await new DynamoDBClient(client).send(
    new CreateTableCommand({
      TableName: settings.table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys.map(([AttributeName]) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: keys.map(([AttributeName, KeyType]) => ({ AttributeName, KeyType })),
    }),
  );
}

/** Runs the attempts in a project of the pipeline, with the project's own role, and reads how they ended. */
export async function runAttempts(
  { client }: TestInstallation,
  projectName: string,
  targets: object,
): Promise<AttemptOutcome[]> {
  const codebuild = new CodeBuildClient(client);
  const { ownObject } = targets as { ownObject: string };
  const started = await codebuild.send(
    new StartBuildCommand({
      projectName,
      sourceTypeOverride: "S3",
      sourceLocationOverride: ownObject,
      artifactsOverride: { type: "NO_ARTIFACTS" },
      environmentVariablesOverride: [
        { name: "TARGETS", value: JSON.stringify(targets) },
        { name: "CLIENTS", value: process.cwd() },
      ],
    }),
  );
  const build = await ended(codebuild, started.build?.id ?? "");
  const { groupName, streamName } = build.logs ?? {};
  const { events = [] } = await new CloudWatchLogsClient(client).send(
    new GetLogEventsCommand({ logGroupName: groupName, logStreamName: streamName, startFromHead: true }),
  );
  const lines = events
    .map(({ message }) => message ?? "")
    .join("")
    .split("\n");
  return lines.filter((line) => line.startsWith('{"name"')).map((line) => JSON.parse(line));
}

async function ended(codebuild: CodeBuildClient, id: string): Promise<Build> {
  for (;;) {
    const { builds = [] } = await codebuild.send(new BatchGetBuildsCommand({ ids: [id] }));
    const [build] = builds;
    if (build?.buildComplete) return build;
    await sleep(200);
  }
}
