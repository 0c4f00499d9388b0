import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import { parseItem } from "../../compiler/item/index.js";
import { writeStacks } from "../../compiler/output/index.js";
import { buildPipeline, type Pipeline } from "../../compiler/pipeline/index.js";
import { checkSettings, type Settings } from "../../compiler/settings/index.js";
import { type AccountInventory, type Sandbox, startSandbox, takeInventory } from "../../sandbox/index.js";
import {
  type Cdktf,
  cdktfIn,
  openToolchain,
  type Terraform,
  type Toolchain,
  terraformIn,
} from "../../toolchain/index.js";

/** A central account in a sandbox of its own, with the state bucket and the lock table that pipelines need. */
export interface Installation {
  readonly sandbox: Sandbox;
  readonly settings: Settings;
  readonly toolchain: Toolchain;
  /** Compiles an item, as `stagewright synth` would, and gives what runs its stack. */
  synth(item: unknown): Promise<Work>;
  /** What an SDK client needs to know. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** All that the accounts hold, as lines `111111111111 us-east-1 CodePipeline pipelines: name`. */
  inventory(): Promise<string[]>;
  close(): Promise<void>;
}

/** One pipeline's stack, ready to run. */
export interface Work {
  readonly pipeline: Pipeline;
  /** `cdktf` on the output as it is. */
  readonly cdktf: Cdktf;
  /** Terraform in the stack's own folder; `cancel` interrupts it. */
  terraform(cancel?: AbortSignal): Terraform;
  /** The output's folder. */
  readonly out: string;
  readonly stackFolder: string;
}

/** Artifacts are kept: the provider waits nearly a minute for a lifecycle rule. */
const written = {
  centralAccount: "111111111111",
  region: "us-east-1",
  defaults: { artifactRetentionDays: 0 },
};

export async function startInstallation(changes: object = {}): Promise<Installation> {
  const { settings, problems } = checkSettings({ ...written, ...changes });
  if (!settings) throw new Error(JSON.stringify(problems));
  const folder = await mkdtemp(join(tmpdir(), "stagewright-installation-"));
  const sandbox = await startSandbox({ stateDir: join(folder, "sandbox"), region: settings.region });
  const client = {
    endpoint: sandbox.url,
    region: settings.region,
    credentials: { accessKeyId: sandbox.accountId, secretAccessKey: "test" },
  };
  await makeStateStore(client, settings);
  const toolchain = await openToolchain(
    { env: { ...process.env, ...sandbox.env() }, cwd: process.cwd() },
    folder,
  );
  return {
    sandbox,
    settings,
    toolchain,
    client,
    inventory: async () =>
      (await takeInventory({ ...sandbox, pid: process.pid }, join(folder, "sandbox"))).flatMap(linesOf),
    synth: (item) => synth(item, settings, toolchain, folder),
    close: async () => {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeStateStore(client: Installation["client"], { state }: Settings): Promise<void> {
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: state.bucket }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: state.bucket, VersioningConfiguration: { Status: "Enabled" } }),
  );
  const dynamodb = new DynamoDBClient(client);
  await dynamodb.send(
    new CreateTableCommand({
      TableName: state.lockTable,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
    }),
  );
  await waitUntilTableExists(
    { client: dynamodb, minDelay: 1, maxWaitTime: 30 },
    { TableName: state.lockTable },
  );
}

async function synth(item: unknown, settings: Settings, toolchain: Toolchain, folder: string): Promise<Work> {
  const pipeline = buildPipeline(parseItem(item, { settings }), { settings });
  const project = join(folder, pipeline.name);
  const out = join(project, "out");
  await mkdir(project, { recursive: true });
  await writeStacks([pipeline], settings, out);
  await writeFile(
    join(project, "cdktf.json"),
    JSON.stringify({ language: "typescript", app: "true", output: "out" }),
  );
  const options = { cwd: project, env: toolchain.env };
  const stackFolder = join(out, "stacks", pipeline.name);
  return {
    pipeline,
    out,
    stackFolder,
    cdktf: cdktfIn(toolchain.cdktf, { ...options, skipProviderLock: toolchain.mirror !== undefined }),
    terraform: (signal) =>
      terraformIn(toolchain.terraform.path, { ...options, cwd: stackFolder, ...(signal && { signal }) }),
  };
}

function linesOf({ accountId, global, regions }: AccountInventory): string[] {
  const held = [["global", global] as const, ...Object.entries(regions)];
  return held.flatMap(([region, holdings]) =>
    Object.entries(holdings).flatMap(([kind, resources]) =>
      resources.map((resource) => `${accountId} ${region} ${kind}: ${resource.name}`),
    ),
  );
}
