import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { findTerraform, hashFile, thisPlatform } from "../../../toolchain/index.js";
import { mirrorProvider } from "./mirror-provider.js";
import { isThere, placeFile } from "./place-file.js";
import { repackedZip } from "./repacked-zip.js";
import type { Sources } from "./sources.js";
import type { ToolStore } from "./tool-store.js";

/** A tool of the builds that deploy, as the settings want it. */
export interface WantedTool {
  readonly version: string;
  /** Where it lies in the bucket. */
  readonly key: string;
  /** Of the zip file, in hex. */
  readonly sha256: string;
}

export interface WantedTools {
  readonly terraform: WantedTool;
  /** `source` as `hashicorp/aws`. */
  readonly providers: readonly (WantedTool & { readonly source: string })[];
  /** The program of the builds, a file of this package. */
  readonly runner: { readonly key: string; readonly file: string };
}

export interface Publishing extends Sources {
  /** A line for people. */
  readonly say: (line: string) => void;
  /** Folders in the layout of a filesystem mirror; the first that has a provider counts. */
  readonly mirrors: readonly string[];
}

/**
 * Uploads what the bucket does not have yet, each by its checksum; gives the keys of what it uploaded. A second run
 * uploads nothing. Throws where no file with the checksum of the settings can be found, and says what there is.
 */
export async function publishToolchain(
  { terraform, providers, runner }: WantedTools,
  store: Pick<ToolStore, "has" | "put">,
  options: Publishing,
): Promise<string[]> {
  const parts = [
    { key: runner.key, file: async () => runner.file },
    { key: terraform.key, file: () => terraformZip(terraform, options) },
    ...providers.map((each) => ({ key: each.key, file: () => providerZip(each, options) })),
  ];
  const uploaded: string[] = [];
  for (const { key, file } of parts) {
    if (await store.has(key)) continue;
    const found = await file();
    options.say(`Uploading ${key} …`);
    await store.put(key, found, options.signal);
    uploaded.push(key);
  }
  return uploaded;
}

interface Candidate {
  /** For people. */
  readonly from: string;
  readonly isRepacked: boolean;
  /** Undefined where it is not to be had. */
  readonly find: () => Promise<string | undefined>;
}

/** HashiCorp's own archive, or one that is made of this machine's Terraform. */
async function terraformZip(wanted: WantedTool, options: Publishing): Promise<string> {
  const { platform, cache, releases, env } = options;
  const name = `terraform_${wanted.version}_${platform}`;
  const kept = join(cache, "downloads", name, `${name}.zip`);
  return withChecksum(`Terraform ${wanted.version}`, wanted, options, [
    own(kept),
    {
      from: "this machine's Terraform, packed here",
      isRepacked: true,
      find: async () => {
        const tool = await findTerraform(env).catch(() => undefined);
        if (tool?.version !== wanted.version || platform !== thisPlatform()) return undefined;
        return packed({ terraform: tool.path }, name, cache);
      },
    },
    {
      from: `${releases}/terraform/${wanted.version}/${name}.zip`,
      isRepacked: false,
      find: () => downloaded(`${releases}/terraform/${wanted.version}/${name}.zip`, kept, options.signal),
    },
  ]);
}

/** The registry's own archive: of this machine's mirror, made of an unpacked one, or fetched by Terraform. */
async function providerZip(
  wanted: WantedTool & { readonly source: string },
  options: Publishing,
): Promise<string> {
  const { platform, cache, mirrors } = options;
  const name = `terraform-provider-${basename(wanted.source)}_${wanted.version}_${platform}`;
  const inMirror = (mirror: string) => join(mirror, "registry.terraform.io", wanted.source);
  const fetched = join(cache, "downloads", "deployments");
  return withChecksum(`${wanted.source} ${wanted.version}`, wanted, options, [
    ...mirrors.map((mirror) => own(join(inMirror(mirror), `${name}.zip`))),
    ...mirrors.map((mirror) => ({
      from: `the unpacked provider in ${mirror}, packed here`,
      isRepacked: true,
      find: () => unpackedProvider(join(inMirror(mirror), wanted.version, platform), name, cache),
    })),
    {
      from: "the registry",
      isRepacked: false,
      find: async () => {
        await mirrorProvider(wanted, fetched, options);
        return thereOrNot(join(inMirror(fetched), `${name}.zip`));
      },
    },
  ]);
}

function own(file: string): Candidate {
  return { from: file, isRepacked: false, find: () => thereOrNot(file) };
}

async function thereOrNot(file: string): Promise<string | undefined> {
  return (await isThere(file)) ? file : undefined;
}

async function withChecksum(
  what: string,
  { sha256 }: WantedTool,
  { say }: Publishing,
  candidates: readonly Candidate[],
): Promise<string> {
  const tried: string[] = [];
  for (const { from, isRepacked, find } of candidates) {
    const file = await find().catch((error: unknown) => {
      tried.push(`  ${from}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
      return undefined;
    });
    if (file === undefined) continue;
    const found = await hashFile(file);
    if (found !== sha256) tried.push(`  ${from}: its SHA-256 is ${found}`);
    else {
      if (isRepacked) say(`${what} is ${from}: lock files that were made on other platforms do not know it.`);
      return file;
    }
  }
  throw new Error(
    `No file of ${what} has the SHA-256 ${sha256} that the setting \`terraform\` gives. Found:\n${tried.join("\n") || "  nothing"}\n` +
      "Correct the setting, or put the file with that checksum into a filesystem mirror and name it with STAGEWRIGHT_PROVIDER_MIRROR.",
  );
}

async function unpackedProvider(folder: string, name: string, cache: string): Promise<string | undefined> {
  const files = (await readdir(folder).catch(() => [])).sort();
  if (files.length === 0) return undefined;
  return packed(Object.fromEntries(files.map((file) => [file, join(folder, file)])), name, cache);
}

/** The same files give the same bytes, so the checksum may stand in settings. */
async function packed(files: Readonly<Record<string, string>>, name: string, cache: string): Promise<string> {
  const place = join(cache, "packed", "deployments", `${name}.zip`);
  await placeFile(place, repackedZip(files));
  return place;
}

async function downloaded(url: string, place: string, signal?: AbortSignal): Promise<string> {
  const answer = await fetch(url, { ...(signal && { signal }) });
  if (!answer.ok || !answer.body) throw new Error(`HTTP ${answer.status}`);
  await placeFile(place, answer.body);
  return place;
}
