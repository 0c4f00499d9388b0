import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { installFakeTool } from "../../../toolchain/fake-tool.fixture.js";
import { hashFile } from "../../../toolchain/index.js";
import { type Publishing, publishToolchain } from "./publish-toolchain.js";
import { repackedZip } from "./repacked-zip.js";

const sha = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");
const provider = (folder: string) => join(folder, "registry.terraform.io/acme/toy");
const nowhere = "http://127.0.0.1:9";

/** A machine with these files, and what was put into its bucket. */
function machine(files: Record<string, string>) {
  const folder = folderWith({ "cache/none": "", "runner.cjs": "program", ...files });
  const objects = new Map<string, string>();
  const said: string[] = [];
  const options: Publishing = {
    ...{ env: { PATH: "" }, cwd: folder, cache: join(folder, "cache"), platform: "linux_amd64" },
    ...{ releases: nowhere, releaseKeys: [], mirrors: [join(folder, "mirror")] },
    say: (line) => void said.push(line),
  };
  const store = {
    has: async (key: string) => objects.has(key),
    put: async (key: string, file: string) => void objects.set(key, await hashFile(file)),
  };
  const runner = { key: "toolchain/runner-x.cjs", file: join(folder, "runner.cjs") };
  return { folder, objects, said, store, options, runner };
}

const zip = "cache/downloads/terraform_1.11.4_linux_amd64/terraform_1.11.4_linux_amd64.zip";
const terraform = { version: "1.11.4", key: "toolchain/terraform.zip", sha256: sha("archive") };
const toy = { source: "acme/toy", version: "1.0.0", key: "toolchain/toy.zip" };
const packedToy = "mirror/registry.terraform.io/acme/toy/terraform-provider-toy_1.0.0_linux_amd64.zip";

it("publishes the registry's own archives and the runner once, and says nothing of them", async () => {
  const { store, options, runner, objects, said } = machine({ [zip]: "archive", [packedToy]: "toy" });
  const wanted = { terraform, providers: [{ ...toy, sha256: sha("toy") }], runner };
  expect(await publishToolchain(wanted, store, options)).toEqual([runner.key, terraform.key, toy.key]);
  expect(objects.get(toy.key)).toBe(sha("toy"));
  expect(said.filter((line) => !line.startsWith("Uploading"))).toEqual([]);
  expect(await publishToolchain(wanted, store, options)).toEqual([]);
});

it("packs what a mirror holds unpacked, always to the same bytes, and says so", async () => {
  const unpacked = "mirror/registry.terraform.io/acme/toy/1.0.0/linux_amd64/terraform-provider-toy_v1.0.0";
  const { store, options, runner, folder, objects, said } = machine({
    [zip]: "archive",
    [unpacked]: "x".repeat(3_000_000),
  });
  const chunks: Uint8Array[] = [];
  const file = join(provider(join(folder, "mirror")), "1.0.0/linux_amd64/terraform-provider-toy_v1.0.0");
  for await (const chunk of repackedZip({ "terraform-provider-toy_v1.0.0": file })) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const [unzipped = new Uint8Array()] = Object.values(unzipSync(bytes));
  expect(readFileSync(file).equals(unzipped)).toBe(true);
  const wanted = { terraform, providers: [{ ...toy, sha256: sha(bytes) }], runner };
  await publishToolchain(wanted, store, options);
  expect(objects.get(toy.key)).toBe(sha(bytes));
  expect(said.join("\n")).toContain("lock files that were made on other platforms do not know it");
});

it("publishes nothing of another checksum, and says what there is", async () => {
  const { store, options, runner, objects } = machine({ [zip]: "changed" });
  await expect(publishToolchain({ terraform, providers: [], runner }, store, options)).rejects.toThrow(
    `terraform_1.11.4_linux_amd64.zip: its SHA-256 is ${sha("changed")}`,
  );
  expect([...objects.keys()]).toEqual([runner.key]);
});

it("says what it tried where Terraform has put a provider elsewhere", async () => {
  const { store, options, runner, folder } = machine({ [zip]: "archive" });
  const program = await installFakeTool(folder, "terraform", "OpenTofu v1.10.6");
  const wanted = { terraform, providers: [{ ...toy, sha256: sha("toy") }], runner };
  const env = { PATH: process.env.PATH, STAGEWRIGHT_TERRAFORM: program };
  await expect(publishToolchain(wanted, store, { ...options, env })).rejects.toThrow(
    "No file of acme/toy 1.0.0 has the SHA-256",
  );
});
