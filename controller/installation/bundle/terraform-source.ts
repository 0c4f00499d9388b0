import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { findTerraform, MissingTool, type TerraformTool, thisPlatform } from "../../../toolchain/index.js";
import { checked, entryOfZip } from "./checked.js";
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

async function downloaded(version: string, sources: Sources): Promise<string> {
  const { cache, platform, releases, signal } = sources;
  const name = `terraform_${version}_${platform}`;
  const place = join(cache, "downloads", name, "terraform");
  if (await isThere(place)) return place;
  const folder = `${releases}/terraform/${version}`;
  const archive = join(cache, "downloads", name, `${name}.zip`);
  const sha256 = await publishedSha256(`${folder}/terraform_${version}_SHA256SUMS`, `${name}.zip`, signal);
  const bytes = await download(`${folder}/${name}.zip`, signal);
  await placeFile(
    archive,
    checked(bytes, sha256, (found) => notAsPublished(`${name}.zip`, found, sha256)),
  );
  await placeFile(
    place,
    entryOfZip(createReadStream(archive), (entry) => entry === "terraform"),
    { mode: 0o755 },
  );
  await rm(archive);
  return place;
}

async function publishedSha256(url: string, file: string, signal?: AbortSignal): Promise<string> {
  const lines = (await text(await download(url, signal))).split("\n");
  const found = lines.map((line) => line.trim().split(/\s+/)).find(([, name]) => name === file);
  if (!found?.[0]) throw new Error(`${url} does not list ${file}: there is no such build of Terraform.`);
  return found[0];
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

function notForOthers({ version, path }: TerraformTool, { platform }: Sources): MissingTool {
  const found = `OpenTofu ${version} at ${path}, for ${thisPlatform()}`;
  const needed = `Terraform, whose releases for ${platform} can be fetched, or OpenTofu on a machine of that platform`;
  const hint = "Name a Terraform with STAGEWRIGHT_TERRAFORM, or run bootstrap on Linux.";
  return new MissingTool([{ tool: "Terraform", found, needed, hint }]);
}
