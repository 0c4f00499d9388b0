import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { installFakeTool } from "../../../toolchain/fake-tool.fixture.js";
import { terraformForBuilds } from "./terraform-source.js";

const platform = "plan9_mips";
const archive = zipSync({ "LICENSE.txt": Buffer.from("free"), terraform: Buffer.from("the program") });
const evil = zipSync({ terraform: Buffer.from("evil") });
const sha256 = createHash("sha256").update(archive).digest("hex");

const publisher = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });

let server: Server;
/** Who signs what the server answers. */
let signer: KeyObject;
let asked: string[];
let sums: string;

beforeAll(async () => {
  server = createServer((request, answer) => {
    asked.push(request.url ?? "");
    if (request.url?.endsWith("SHA256SUMS")) answer.end(sums);
    else if (request.url?.endsWith(".sig")) answer.end(signed(sums, signer));
    else if (request.url?.endsWith(".zip")) answer.end(archive);
    else answer.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => server.close());

beforeEach(() => {
  asked = [];
  signer = publisher.privateKey;
  sums = `${"0".repeat(64)}  terraform_1.11.4_linux_amd64.zip\n${sha256}  terraform_1.11.4_${platform}.zip\n`;
});

/** A signature as GnuPG makes one, of version 4 by RSA over SHA-256, without subpackets (RFC 4880, section 5.2.3). */
function signed(text: string, key: KeyObject): Buffer {
  const head = Buffer.from([4, 0, 1, 8, 0, 0]);
  const trailer = Buffer.from([4, 0xff, 0, 0, 0, head.length]);
  const value = sign("sha256", Buffer.concat([Buffer.from(text), head, trailer]), key);
  const body = Buffer.concat([
    head,
    Buffer.from([0, 0, 0, 0, value.length >> 5, (value.length << 3) & 0xff]),
    value,
  ]);
  return Buffer.concat([Buffer.from([0x89, body.length >> 8, body.length & 0xff]), body]);
}

async function sources(says: string) {
  const folder = folderWith();
  const tool = await installFakeTool(folder, "terraform", says);
  const releases = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { STAGEWRIGHT_TERRAFORM: tool, PATH: process.env.PATH };
  return {
    env,
    cwd: folder,
    cache: join(folder, "cache"),
    platform,
    releases,
    releaseKeys: [publisher.publicKey],
  };
}

describe("Terraform for another platform than this machine's", () => {
  it("is the same version as published, fetched once", async () => {
    const from = await sources("Terraform v1.11.4");
    const { name, version, file } = await terraformForBuilds(from);
    expect({ name, version, text: readFileSync(file, "utf8") }).toEqual({
      name: "terraform",
      version: "1.11.4",
      text: "the program",
    });
    await terraformForBuilds(from);
    expect(asked).toEqual([
      "/terraform/1.11.4/terraform_1.11.4_SHA256SUMS",
      "/terraform/1.11.4/terraform_1.11.4_SHA256SUMS.sig",
      `/terraform/1.11.4/terraform_1.11.4_${platform}.zip`,
    ]);
  });

  it.each<[string, (folder: string) => void]>([
    ["program", (folder) => writeFileSync(join(folder, "terraform"), "evil")],
    ["archive", (folder) => writeFileSync(join(folder, `terraform_1.11.4_${platform}.zip`), evil)],
    ["list of checksums", (folder) => appendFileSync(join(folder, "terraform_1.11.4_SHA256SUMS"), "evil")],
    ["signature", (folder) => writeFileSync(join(folder, "terraform_1.11.4_SHA256SUMS.sig"), "evil")],
  ])("is made anew when somebody changed the %s in the cache", async (_, change) => {
    const from = await sources("Terraform v1.11.4");
    await terraformForBuilds(from);
    change(join(from.cache, "downloads", `terraform_1.11.4_${platform}`));
    expect(readFileSync((await terraformForBuilds(from)).file, "utf8")).toBe("the program");
  });

  it("is refused when somebody else signed what its archive should be", async () => {
    signer = stranger.privateKey;
    const from = await sources("Terraform v1.11.4");
    await expect(terraformForBuilds(from)).rejects.toThrow("does not bear HashiCorp's signature");
    expect(asked).not.toContain(`/terraform/1.11.4/terraform_1.11.4_${platform}.zip`);
  });

  it("is refused, and not kept, when it is not what was published", async () => {
    sums = sums.replace(sha256, "1".repeat(64));
    const from = await sources("Terraform v1.11.4");
    await expect(terraformForBuilds(from)).rejects.toThrow(`its SHA-256 is ${sha256}, not ${"1".repeat(64)}`);
    const kept = readdirSync(join(from.cache, "downloads", `terraform_1.11.4_${platform}`)).sort();
    expect(kept).toEqual(["terraform_1.11.4_SHA256SUMS", "terraform_1.11.4_SHA256SUMS.sig"]);
  });

  it("is refused when there is none", async () => {
    sums = "";
    await expect(terraformForBuilds(await sources("Terraform v1.11.4"))).rejects.toThrow(
      "there is no such build of Terraform",
    );
  });

  it("cannot be had of OpenTofu", async () => {
    await expect(terraformForBuilds(await sources("OpenTofu v1.10.6"))).rejects.toThrow(
      "found OpenTofu 1.10.6",
    );
    expect(asked).toEqual([]);
  });
});
