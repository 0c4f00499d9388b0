import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { type Sandbox, startSandbox } from "@stagewright/sandbox";
import { unzipInto } from "@stagewright/sandbox/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { version } from "../../../cli/version.js";
import {
  cacheFolder,
  childEnvironment,
  findTerraform,
  run,
  type Terraform,
  terraformIn,
} from "../../../toolchain/index.js";
import { ensureTools } from "./ensure-tools.js";
import { releaseKeys } from "./hashicorp-keys.js";
import { type PreparedBundle, prepareBundle, uploadBundle } from "./make-bundle.js";
import { platformOfBuilds } from "./platform.js";
import { hashicorpReleases } from "./terraform-source.js";
import { ToolStore } from "./tool-store.js";

let sandbox: Sandbox;
let folder: string;
let store: ToolStore;
let prepared: PreparedBundle;

/** Packed files of this machine are shared by all tests: packing 700 MB takes a while. */
const sources = {
  env: process.env,
  cwd: process.cwd(),
  cache: cacheFolder(process.env),
  platform: platformOfBuilds,
  releases: hashicorpReleases,
  releaseKeys: releaseKeys(),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-bundle-"));
  sandbox = await startSandbox({ stateDir: join(folder, "sandbox") });
  const credentials = sandbox.access.root(sandbox.accountId);
  const s3 = new S3Client({
    endpoint: sandbox.url,
    region: sandbox.region,
    credentials,
    forcePathStyle: true,
  });
  await s3.send(new CreateBucketCommand({ Bucket: "tools" }));
  store = new ToolStore(s3, "tools");
  prepared = await prepareBundle(">= 5.100.0, < 7.0.0", sources);
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const terraformPath = async () => (await findTerraform(process.env)).path;

/** What `synth` writes, of a stack that needs no provider. */
async function writeOutput(out: string): Promise<void> {
  const stack = {
    name: "demo",
    workingDirectory: "stacks/demo",
    synthesizedStackPath: "stacks/demo/cdk.tf.json",
  };
  const manifest = {
    version: "0.21.0",
    stacks: { demo: { ...stack, constructPath: "demo", annotations: [], dependencies: [] } },
  };
  await mkdir(join(out, "stacks/demo"), { recursive: true });
  await writeFile(join(out, "manifest.json"), JSON.stringify(manifest));
  const metadata = { backend: "local", stackName: "demo", version: "0.21.0" };
  const resource = { terraform_data: { it: {} } };
  await writeFile(
    join(out, stack.synthesizedStackPath),
    JSON.stringify({ "//": { metadata, outputs: {} }, resource }),
  );
}

const calls = (action: string) => sandbox.gateway.records.list().filter((call) => call.action === action);

/** A machine with nothing on it but its cache, in which no registry can be reached. */
async function machine(name: string, env: Record<string, string> = {}) {
  const home = join(folder, name);
  const nothing = join(home, "nothing");
  await mkdir(nothing, { recursive: true });
  const offline = { HTTPS_PROXY: "http://127.0.0.1:9" };
  return {
    store,
    env: { ...offline, PATH: "", HOME: home, STAGEWRIGHT_PROVIDER_MIRROR: nothing, ...env },
    cwd: process.cwd(),
    cache: join(home, "cache"),
    folder: join(home, "work"),
  };
}

async function terraformOf(
  tools: Awaited<ReturnType<typeof ensureTools>>,
  source: string,
): Promise<Terraform> {
  const cwd = await mkdtemp(join(folder, "configuration-"));
  const providers = { it: { source } };
  await writeFile(
    join(cwd, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: providers } }),
  );
  return terraformIn(tools.terraform.path, { cwd, env: tools.env });
}

const megabyte = 1024 * 1024;

/** The package as CodeBuild would unpack it, far from any other package. */
async function unpackedPackage(): Promise<string> {
  const key = prepared.bundle.package.key;
  const bytes = await buffer(await store.open(key));
  expect(bytes.length).toBeLessThan(60 * megabyte);
  const place = join(folder, "package");
  unzipInto(place, bytes);
  return place;
}

describe("the bundle", () => {
  it("is uploaded once", async () => {
    const keys = await uploadBundle(prepared, store, sources);
    expect(keys).toEqual(prepared.parts.map(({ key }) => key));
    expect(keys).toEqual([
      expect.stringMatching(/^toolchain\/terraform-1\.\d+\.\d+-[0-9a-f]{64}\.gz$/),
      expect.stringMatching(/^toolchain\/terraform-provider-aws-\d+\.\d+\.\d+-[0-9a-f]{64}\.gz$/),
      expect.stringMatching(/^toolchain\/stagewright-\d+\.\d+\.\d+-[0-9a-f]{64}\.zip$/),
    ]);
    expect(await uploadBundle(prepared, store, sources)).toEqual([]);
  });

  it("holds a package that runs by itself, with a cdktf that deploys", async () => {
    const place = await unpackedPackage();
    const env = childEnvironment(
      { PATH: process.env.PATH, HOME: place },
      { terraform: await terraformPath() },
    );
    const node = (...args: string[]) => run(process.execPath, args, { cwd: place, env });
    const { stdout } = await node("dist/stagewright.js", "--version");
    expect(stdout.trim()).toBe(version());
    const app = { language: "typescript", app: "true", output: "out", sendCrashReports: "false" };
    await writeFile(join(place, "cdktf.json"), JSON.stringify(app));
    await writeOutput(join(place, "out"));
    const cdktf = join(place, "node_modules/cdktf-cli/bundle/bin/cdktf");
    const deployed = await node(cdktf, "deploy", "demo", "--auto-approve", "--skip-synth", "--output", "out");
    expect(deployed.stdout).toContain("Apply complete!");
  });

  it("is not downloaded where all of it is there already", async () => {
    sandbox.gateway.records.clear();
    const here = { ...(await machine("whole")), env: process.env, cache: sources.cache };
    const tools = await ensureTools(prepared.bundle, here);
    expect(calls("GetObject")).toEqual([]);
    expect(tools.mirror?.versions).toEqual([prepared.bundle.provider.version]);
    await (await terraformOf(tools, "hashicorp/aws")).init();
  });

  it("is fetched where it is not, once, and is then all that Terraform gets", async () => {
    const bare = await machine("bare");
    const tools = await ensureTools(prepared.bundle, bare);
    expect(calls("GetObject")).toHaveLength(2);
    await (await terraformOf(tools, "hashicorp/aws")).init();
    const other = (await terraformOf(tools, "hashicorp/random")).init();
    await expect(other).rejects.toThrow("hashicorp/random");
    await ensureTools(prepared.bundle, bare);
    expect(calls("GetObject")).toHaveLength(2);
  });
});
