import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
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
const sha256 = createHash("sha256").update(archive).digest("hex");

let server: Server;
let asked: string[];
let sums: string;

beforeAll(async () => {
  server = createServer((request, answer) => {
    asked.push(request.url ?? "");
    if (request.url?.endsWith("SHA256SUMS")) answer.end(sums);
    else if (request.url?.endsWith(".zip")) answer.end(archive);
    else answer.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => server.close());

beforeEach(() => {
  asked = [];
  sums = `${"0".repeat(64)}  terraform_1.11.4_linux_amd64.zip\n${sha256}  terraform_1.11.4_${platform}.zip\n`;
});

async function sources(says: string) {
  const folder = folderWith();
  const tool = await installFakeTool(folder, "terraform", says);
  const releases = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { STAGEWRIGHT_TERRAFORM: tool, PATH: process.env.PATH };
  return { env, cwd: folder, cache: join(folder, "cache"), platform, releases };
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
      `/terraform/1.11.4/terraform_1.11.4_${platform}.zip`,
    ]);
  });

  it("is refused, and not kept, when it is not what was published", async () => {
    sums = sums.replace(sha256, "1".repeat(64));
    const from = await sources("Terraform v1.11.4");
    await expect(terraformForBuilds(from)).rejects.toThrow(`its SHA-256 is ${sha256}, not ${"1".repeat(64)}`);
    expect(readdirSync(join(from.cache, "downloads"), { recursive: true })).toEqual([
      `terraform_1.11.4_${platform}`,
    ]);
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
