import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { type Sandbox, startSandbox } from "@stagewright/sandbox";
import { execa } from "execa";
import { zipSync } from "fflate";
import { folderWith } from "../../testing/expect/folder.js";
import { findTerraform } from "../../toolchain/index.js";
import type { TerraformSpec } from "./terraform-spec.js";

const [central, target] = ["111111111111", "222222222222"];
const [bucket, states] = ["deployments-of-tests", "states-of-tests"];
const runner = join(process.cwd(), "dist/deployments/runner.cjs");

export type Verb = "plan" | "review" | "apply";

export interface VerbRun {
  readonly exitCode: number | undefined;
  /** Everything that it wrote. */
  readonly log: string;
  /** What a shell that read its exports would have. */
  readonly exported: Readonly<Record<string, string>>;
  /** Whether the repository's code left its mark. */
  readonly hasRun: boolean;
}

export interface LifeOptions {
  /** Of the builds' own sessions. Default: an hour. */
  readonly sessionSeconds?: number;
}

/** Two accounts in a sandbox, with what the three builds of an environment need, each with a role of its own. */
export async function startDeploymentLife({ sessionSeconds = 3_600 }: LifeOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), "stagewright-deployments-"));
  const sandbox = await startSandbox({
    stateDir: join(folder, "sandbox"),
    region: "eu-central-1",
    shortestSession: Math.min(900, sessionSeconds),
  });
  const s3 = new S3Client(reach(sandbox, central));
  const theirs = new S3Client(reach(sandbox, target));
  await makeBucket(s3, bucket);
  await makeBucket(theirs, states);
  const terraform = await putTerraform(s3);
  const roles = await makeRoles(sandbox);
  const endpoint = await credentialsOf(sandbox, roles.build, sessionSeconds);
  const spec = (changes: Partial<TerraformSpec> = {}): TerraformSpec => ({
    ...{ pipeline: "shop-main", environment: "Prod", bucket, bucketOwner: central, region: sandbox.region },
    ...{ directory: "infra", account: target, backend: { config: backend(sandbox.region), files: [] } },
    ...{ variables: {}, variableFiles: [], approveWhen: "changes" },
    ...{ tools: { terraform, providers: [] }, ...changes },
  });
  let count = 0;
  return {
    roles,
    spec,
    execution: () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`,
    read: async (Key: string) =>
      (await s3.send(new GetObjectCommand({ Bucket: bucket, Key }))).Body?.transformToString() ?? "",
    put: async (Key: string, Body: Uint8Array) =>
      (await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))).VersionId ?? "",
    putState: (Key: string, Body: string) => theirs.send(new PutObjectCommand({ Bucket: states, Key, Body })),
    run: (verb: Verb, execution: string, { spec: shared, ...given }: Given) => {
      const own = { ...shared, ...(verb !== "review" && { targetRole: roles.target[verb] }) };
      return runVerbOf(verb, execution, { ...given, spec: own, sandbox, endpoint: endpoint.of(verb) });
    },
    close: async () => {
      endpoint.close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type DeploymentLife = Awaited<ReturnType<typeof startDeploymentLife>>;

interface Given {
  /** Without the role: each verb has its own. */
  readonly spec: TerraformSpec;
  /** By path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

function reach(sandbox: Sandbox, account: string) {
  const { url: endpoint, region } = sandbox;
  return { endpoint, region, credentials: sandbox.access.root(account) };
}

async function makeBucket(s3: S3Client, Bucket: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
}

async function putTerraform(s3: S3Client) {
  const { path, version } = await findTerraform(process.env);
  const archive = zipSync({ terraform: [new Uint8Array(readFileSync(path)), { level: 1 }] });
  const sha256 = createHash("sha256").update(archive).digest("hex");
  const key = `toolchain/terraform-${version}-${sha256}.zip`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: archive }));
  return { version, key, sha256 };
}

const backend = (region: string) => ({ bucket: states, key: "prod.tfstate", region, use_lockfile: true });

const objects = (...paths: readonly string[]) => paths.map((path) => `arn:aws:s3:::${bucket}/${path}`);
const toolsToo = { Effect: "Allow", Action: ["s3:GetObject"], Resource: objects("toolchain/*") };
const state = [`arn:aws:s3:::${states}`, `arn:aws:s3:::${states}/*`];
const plans = (name: string) => objects(`plans/shop-main/Prod/*/${name}`);

/** Stand in for the roles that are made: what each verb asks, and no more. */
const rights: Readonly<Record<Verb, readonly object[]>> = {
  plan: [{ Effect: "Allow", Action: ["s3:PutObject"], Resource: plans("bundle.tgz") }],
  review: [
    { Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: plans("bundle.tgz") },
    { Effect: "Allow", Action: ["s3:PutObject"], Resource: plans("plan.txt") },
  ],
  apply: [
    { Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: plans("bundle.tgz") },
    {
      Effect: "Allow",
      Action: ["s3:PutObject"],
      Resource: [...plans("holder.json"), ...objects("applied/shop-main/Prod/*")],
    },
  ],
};

/** Of the target account: who plans reads the state, who applies writes it. */
const targetRights = {
  plan: ["s3:ListBucket", "s3:GetObject"],
  apply: ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
} as const;

async function makeRoles(sandbox: Sandbox) {
  const own = new IAMClient(reach(sandbox, central));
  const theirs = new IAMClient(reach(sandbox, target));
  const anybody = { Principal: { AWS: `arn:aws:iam::${central}:root` } };
  const takes = (verb: string) => ({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: `arn:aws:iam::${target}:role/target-${verb}`,
  });
  const build = Object.fromEntries(
    await Promise.all(
      Object.entries(rights).map(async ([verb, statements]) => {
        const all = verb === "review" ? statements : [...statements, takes(verb)];
        return [verb, await makeRole(own, `build-${verb}`, anybody, [...all, toolsToo])] as const;
      }),
    ),
  );
  const inTarget = (verb: keyof typeof targetRights) => {
    const statement = { Effect: "Allow", Action: targetRights[verb], Resource: state };
    return makeRole(theirs, `target-${verb}`, anybody, [statement]);
  };
  return { build, target: { plan: await inTarget("plan"), apply: await inTarget("apply") } };
}

async function makeRole(iam: IAMClient, RoleName: string, who: object, statements: readonly object[]) {
  const document = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
  const trust = document({ Effect: "Allow", Action: "sts:AssumeRole", ...who });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  const PolicyDocument = document(...statements);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
  return Role?.Arn ?? "";
}

/** As a container's own address does it: each time anew. */
async function credentialsOf(sandbox: Sandbox, roles: Record<string, string>, seconds: number) {
  const sts = new STSClient(reach(sandbox, central));
  const server = createServer(async ({ headers }, response) => {
    const RoleArn = roles[headers.authorization ?? ""];
    const request = { RoleArn, RoleSessionName: "build", DurationSeconds: seconds };
    const { Credentials: one } = await sts.send(new AssumeRoleCommand(request));
    const { AccessKeyId, SecretAccessKey, SessionToken: Token, Expiration } = one ?? {};
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ AccessKeyId, SecretAccessKey, Token, Expiration }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    of: (verb: Verb) => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: verb,
    }),
    close: () => void server.close(),
  };
}

interface VerbSurroundings extends Given {
  readonly sandbox: Sandbox;
  readonly endpoint: Readonly<Record<string, string>>;
}

async function runVerbOf(
  verb: Verb,
  execution: string,
  { spec, files = {}, env = {}, sandbox, endpoint }: VerbSurroundings,
): Promise<VerbRun> {
  const source = folderWith(files);
  // A shell that has nothing but what it reads, as an action after the build has nothing but what was exported.
  const script = `env -i sh -c '. "$1/exports" && env -0 > "$1/after"' sh "$HOME"`;
  const work = `node "$RUNNER" ${verb} "$HOME/exports"; status=$?; [ $status != 0 ] || ${script}; exit $status`;
  const home = folderWith({ after: "" });
  const result = await execa("/bin/sh", ["-c", work], {
    extendEnv: false,
    reject: false,
    all: true,
    env: {
      ...{ PATH: process.env.PATH ?? "", HOME: home, RUNNER: runner, CODEBUILD_SRC_DIR: source },
      ...{ AWS_ENDPOINT_URL: sandbox.url, AWS_ENDPOINT_URL_STS: sandbox.url, AWS_REGION: sandbox.region },
      ...{ CODEBUILD_BUILD_ID: `build:${verb}`, EXECUTION_ID: execution, ...endpoint },
      STAGEWRIGHT_TERRAFORM: JSON.stringify(spec),
      ...env,
    },
  });
  const lines = readFileSync(join(home, "after"), "utf8").split("\0");
  const exported = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  const hasRun = existsSync(join(home, "ran"));
  return { exitCode: result.exitCode, log: result.all ?? "", exported, hasRun };
}
