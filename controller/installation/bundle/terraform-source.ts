import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import {
  findTerraform,
  hashFile,
  MissingTool,
  type TerraformTool,
  thisPlatform,
} from "../../../toolchain/index.js";
import { checked, entryOfZip } from "./checked.js";
import { isSigned } from "./openpgp.js";
import { isThere, placeFile } from "./place-file.js";
import type { Executable, Sources } from "./sources.js";

/** https://developer.hashicorp.com/terraform/install, which also describes the files with the checksums. */
export const hashicorpReleases = "https://releases.hashicorp.com";

/** The Terraform of this machine, or the same version for the platform of the builds. */
export async function terraformForBuilds(sources: Sources): Promise<Executable> {
  const tool = await findTerraform(sources.env);
  const { version } = tool;
  const name = tool.product === "OpenTofu" ? "tofu" : "terraform";
  if (sources.platform === thisPlatform()) return { name, version, file: tool.path };
  if (tool.product === "OpenTofu") throw notForOthers(tool, sources);
  return { name, version, file: await downloaded(version, sources) };
}

/** What an earlier run kept is looked at as if it had just come: anything may have been put in its place. */
async function downloaded(version: string, sources: Sources): Promise<string> {
  const name = `terraform_${version}_${sources.platform}`;
  const folder = join(sources.cache, "downloads", name);
  const archive = join(folder, `${name}.zip`);
  const sha256 = await publishedSha256(version, `${name}.zip`, folder, sources);
  if (!(await isThere(archive)) || (await hashFile(archive)) !== sha256) {
    const bytes = await download(`${folderOf(version, sources)}/${name}.zip`, sources.signal);
    const wrong = (found: string) => notAsPublished(`${name}.zip`, found, sha256);
    await placeFile(archive, checked(bytes, sha256, wrong));
  }
  const place = join(folder, "terraform");
  const program = entryOfZip(createReadStream(archive), (entry) => entry === "terraform");
  await placeFile(place, program, { mode: 0o755 });
  return place;
}

function folderOf(version: string, { releases }: Sources): string {
  return `${releases}/terraform/${version}`;
}

async function publishedSha256(
  version: string,
  file: string,
  folder: string,
  sources: Sources,
): Promise<string> {
  const name = `terraform_${version}_SHA256SUMS`;
  const sums = await signedFile(name, folder, version, sources);
  const lines = sums.toString().split("\n");
  const found = lines.map((line) => line.trim().split(/\s+/)).find(([, listed]) => listed === file);
  if (!found?.[0]) {
    const url = `${folderOf(version, sources)}/${name}`;
    throw new Error(`${url} does not list ${file}: there is no such build of Terraform.`);
  }
  return found[0];
}

/** A file whose signature lies beside it: what is kept, or else what is published. */
async function signedFile(name: string, folder: string, version: string, sources: Sources): Promise<Buffer> {
  const { releaseKeys, signal } = sources;
  const [place, url] = [join(folder, name), `${folderOf(version, sources)}/${name}`];
  const kept = await readFile(place).catch(() => Buffer.alloc(0));
  const keptSignature = await readFile(`${place}.sig`).catch(() => Buffer.alloc(0));
  if (isSigned(kept, keptSignature, releaseKeys)) return kept;
  const data = await buffer(await download(url, signal));
  const signature = await buffer(await download(`${url}.sig`, signal));
  if (!isSigned(data, signature, releaseKeys)) throw notSigned(url);
  await placeFile(place, [data]);
  await placeFile(`${place}.sig`, [signature]);
  return data;
}

async function download(url: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  const answer = await fetch(url, { ...(signal && { signal }) }).catch((error: unknown) => {
    throw new Error(
      `Cannot reach ${url}: ${error instanceof Error ? String(error.cause ?? error.message) : error}`,
    );
  });
  if (!answer.ok || !answer.body) throw new Error(`Cannot fetch ${url}: HTTP ${answer.status}.`);
  return answer.body;
}

function notAsPublished(file: string, found: string, published: string): Error {
  return new Error(
    `${file} is not the file that was published: its SHA-256 is ${found}, not ${published}. Nothing of it was kept.`,
  );
}

function notSigned(url: string): Error {
  return new Error(
    `${url} does not bear HashiCorp's signature, so nothing that it lists can be believed. Nothing of it was kept.\n` +
      "Find out what answers for that address here (a proxy, perhaps), or run bootstrap on Linux, with its own Terraform.",
  );
}

function notForOthers({ version, path }: TerraformTool, { platform }: Sources): MissingTool {
  const found = `OpenTofu ${version} at ${path}, for ${thisPlatform()}`;
  const needed = `Terraform, whose releases for ${platform} can be fetched, or OpenTofu on a machine of that platform`;
  const hint = "Name a Terraform with STAGEWRIGHT_TERRAFORM, or run bootstrap on Linux.";
  return new MissingTool([{ tool: "Terraform", found, needed, hint }]);
}
