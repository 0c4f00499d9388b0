import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  BatchGetBuildsCommand,
  type Build,
  type CodeBuildClient,
  CreateProjectCommand,
  type CreateProjectCommandInput,
  StartBuildCommand,
  type StartBuildCommandInput,
} from "@aws-sdk/client-codebuild";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { type Sandbox, startSandbox } from "../../sandbox.js";

/** A whole account, and what tests of builds do in it. */
export interface TestAccount {
  readonly sandbox: Sandbox;
  readonly config: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  readonly s3: S3Client;
  readonly logs: CloudWatchLogsClient;
  /** Makes a role that CodeBuild may assume and that may do what is said; gives its ARN. */
  createRole(name: string, statements: readonly object[]): Promise<string>;
  /** The lines that a build's commands printed, as its log stream has them. */
  printed(build: Build): Promise<string[]>;
  close(): Promise<void>;
}

export const mayLog = {
  Effect: "Allow",
  Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: "*",
};

export async function startAccount(): Promise<TestAccount> {
  const stateDir = await mkdtemp(join(tmpdir(), "account-"));
  const sandbox = await startSandbox({ stateDir });
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = sandbox.env();
  const config = {
    endpoint: sandbox.url,
    region: sandbox.region,
    credentials: { accessKeyId, secretAccessKey },
  };
  const iam = new IAMClient(config);
  const logs = new CloudWatchLogsClient(config);
  return {
    sandbox,
    config,
    logs,
    s3: new S3Client(config),
    createRole: (name, statements) => createRole(iam, name, statements),
    printed: (build) => printed(logs, build),
    async close() {
      await sandbox.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

async function createRole(iam: IAMClient, name: string, statements: readonly object[]): Promise<string> {
  const trust = {
    Effect: "Allow",
    Principal: { Service: "codebuild.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: policy([trust]) }),
  );
  if (statements.length > 0) {
    const PolicyDocument = policy(statements);
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "may", PolicyDocument }));
  }
  return Role?.Arn ?? "";
}

function policy(Statement: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

async function printed(logs: CloudWatchLogsClient, { logs: location }: Build): Promise<string[]> {
  const { events = [] } = await logs.send(
    new GetLogEventsCommand({
      logGroupName: location?.groupName,
      logStreamName: location?.streamName ?? "",
      startFromHead: true,
    }),
  );
  const lines = events.map(({ message = "" }) => message.replace(/\n$/, ""));
  return lines.filter((line) => !line.startsWith("[Container]"));
}

/** A buildspec whose BUILD phase runs these commands. */
export function buildspec(...commands: string[]): string {
  return JSON.stringify({ version: "0.2", phases: { build: { commands } } });
}

export async function createProject(
  client: CodeBuildClient,
  input: Partial<CreateProjectCommandInput> & { name: string; serviceRole: string },
): Promise<void> {
  const project: CreateProjectCommandInput = {
    source: { type: "NO_SOURCE", buildspec: buildspec("true") },
    artifacts: { type: "NO_ARTIFACTS" },
    environment: {
      type: "LINUX_CONTAINER",
      image: "aws/codebuild/standard:7.0",
      computeType: "BUILD_GENERAL1_SMALL",
    },
    ...input,
  };
  await client.send(new CreateProjectCommand(project));
}

export async function start(client: CodeBuildClient, input: StartBuildCommandInput): Promise<Build> {
  const { build } = await client.send(new StartBuildCommand(input));
  if (!build) throw new Error("StartBuild answered without a build");
  return build;
}

export async function read(client: CodeBuildClient, id: string | undefined): Promise<Build> {
  const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id ?? ""] }));
  const [build] = builds;
  if (!build) throw new Error(`There is no build ${id}`);
  return build;
}

const pollMs = 50;

/** Reads a build until it is as wanted. */
export async function until(
  client: CodeBuildClient,
  { id }: Build,
  wanted: (build: Build) => boolean = (build) => build.buildComplete === true,
): Promise<Build> {
  for (;;) {
    const build = await read(client, id);
    if (wanted(build)) return build;
    if (build.buildComplete) throw new Error(`The build ended: ${JSON.stringify(build.phases)}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Starts a build and waits for its end. */
export async function run(client: CodeBuildClient, input: StartBuildCommandInput): Promise<Build> {
  return until(client, await start(client, input));
}
