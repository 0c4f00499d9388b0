import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Emulator, installEmulator, startEmulator } from "@stagewright/sandbox/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { thisPlatform } from "../../../toolchain/index.js";
import { ensureTools, type Machine } from "./ensure-tools.js";
import { ToolStore } from "./tool-store.js";

const version = "1.11.4";
/** Programs that pose as the tools: what they hold does not matter, only their checksums. */
const terraform = Buffer.from(`#!/bin/sh\necho 'Terraform v${version}'\n`);
const provider = Buffer.from("#!/bin/sh\nexit 0\n");

let emulator: Emulator;
let stateDir: string;
let s3: S3Client;
let store: ToolStore;

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "stagewright-tools-"));
  const account = { accountId: "111111111111", region: "eu-central-1" };
  emulator = await startEmulator({ packages: await installEmulator(), stateDir, ...account });
  const credentials = emulator.root(account.accountId);
  s3 = new S3Client({ endpoint: emulator.url, region: account.region, credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "tools" }));
  store = new ToolStore(s3, "tools");
});

afterAll(async () => {
  await emulator.close();
  rmSync(stateDir, { recursive: true, force: true });
});

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const bundle = {
  platform: thisPlatform(),
  terraform: { version, sha256: sha256(terraform), key: "toolchain/terraform.gz" },
  provider: { version: "5.100.0", sha256: sha256(provider), key: "toolchain/provider.gz" },
  package: { key: "toolchain/package.zip", sha256: "0".repeat(64) },
};

const put = (key: string, bytes: Buffer) =>
  s3.send(new PutObjectCommand({ Bucket: "tools", Key: key, Body: bytes }));
const putAll = async () => {
  await put(bundle.terraform.key, gzipSync(terraform));
  await put(bundle.provider.key, gzipSync(provider));
};

function machine(files: Record<string, string | Buffer> = {}, env: Record<string, string> = {}): Machine {
  const home = folderWith({ "mirror/none": "", ...files });
  return {
    store,
    env: { PATH: join(home, "bin"), HOME: home, STAGEWRIGHT_PROVIDER_MIRROR: join(home, "mirror"), ...env },
    cwd: process.cwd(),
    cache: join(home, "cache"),
    folder: join(home, "work"),
  };
}

const inCache = async ({ cache }: Machine) =>
  (await readdir(join(cache, "tools"), { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name);

describe("the tools of a build", () => {
  it("are the bundle's, by checksum, and Terraform finds its provider by the configuration alone", async () => {
    await putAll();
    const here = machine();
    const tools = await ensureTools(bundle, here);
    expect(await readFile(tools.terraform.path)).toEqual(terraform);
    expect(tools.env).toMatchObject({ TERRAFORM_BINARY_NAME: tools.terraform.path });
    const folder = join(here.folder, "mirror/registry.terraform.io/hashicorp/aws/5.100.0", thisPlatform());
    expect(await readFile(join(folder, "terraform-provider-aws_v5.100.0"))).toEqual(provider);
    const configuration = await readFile(tools.env.TF_CLI_CONFIG_FILE ?? "", "utf8");
    expect(configuration).toContain(join(here.folder, "mirror"));
    expect(configuration).not.toContain("direct");
  });

  it("are those of the machine that have the checksum", async () => {
    const here = machine({ "bin/terraform": terraform });
    await chmod(join(here.env.HOME ?? "", "bin/terraform"), 0o755);
    const tools = await ensureTools(bundle, here);
    expect(tools.terraform.path).toBe(join(here.env.HOME ?? "", "bin/terraform"));
  });

  it("are not those of the machine that have another checksum", async () => {
    await putAll();
    const here = machine({ "bin/terraform": "#!/bin/sh\necho 'Terraform v1.11.4' # another\n" });
    await chmod(join(here.env.HOME ?? "", "bin/terraform"), 0o755);
    const tools = await ensureTools(bundle, here);
    expect(tools.terraform.path).toContain(here.cache);
  });

  it.each([
    ["terraform", "holds other bytes", gzipSync(Buffer.from("#!/bin/sh\nevil\n")), "has the SHA-256"],
    ["provider", "holds other bytes", gzipSync(Buffer.from("evil")), "has the SHA-256"],
    ["terraform", "is cut short", gzipSync(terraform).subarray(0, 20), "cannot be unpacked"],
    ["provider", "is no archive", Buffer.from("evil"), "cannot be unpacked"],
  ] as const)("are refused when the object of the %s %s", async (tool, _, bytes, reason) => {
    await putAll();
    await put(bundle[tool].key, bytes);
    const here = machine();
    await expect(ensureTools(bundle, here)).rejects.toThrow(
      new RegExp(`s3://tools/toolchain/${tool}.gz is not what .*bootstrap.* uploaded: .*${reason}`),
    );
    expect(await inCache(here)).toEqual(tool === "terraform" ? [] : ["terraform"]);
  });

  it("are asked for by name when an object is gone", async () => {
    await putAll();
    await s3.send(new DeleteObjectCommand({ Bucket: "tools", Key: bundle.terraform.key }));
    await expect(ensureTools(bundle, machine())).rejects.toThrow(
      "s3://tools/toolchain/terraform.gz is not there",
    );
  });

  it("are fetched anew where something changed them in the cache", async () => {
    await putAll();
    const here = machine();
    const { terraform: tool } = await ensureTools(bundle, here);
    await writeFile(tool.path, "#!/bin/sh\nevil\n");
    await ensureTools(bundle, here);
    expect(await readFile(tool.path)).toEqual(terraform);
  });

  it("take the place of what a killed build left half-made", async () => {
    await putAll();
    const folder = `cache/tools/${bundle.terraform.sha256}`;
    const here = machine({
      [`${folder}/.terraform.999999999.0badcafe.partial`]: "half",
      [`${folder}/.terraform.${process.pid}.0badcafe.partial`]: "still at it",
    });
    await ensureTools(bundle, here);
    expect((await inCache(here)).sort()).toEqual([
      `.terraform.${process.pid}.0badcafe.partial`,
      "terraform",
      "terraform-provider-aws_v5.100.0",
    ]);
  });

  it("may be fetched by several builds at once, into one cache", async () => {
    await putAll();
    const here = machine();
    const builds = [1, 2, 3].map((n) => ({ ...here, folder: join(here.folder, String(n)) }));
    const tools = await Promise.all(builds.map((each) => ensureTools(bundle, each)));
    expect(await readFile(tools[2]?.terraform.path ?? "")).toEqual(terraform);
    expect((await inCache(here)).sort()).toEqual(["terraform", "terraform-provider-aws_v5.100.0"]);
  });
});
