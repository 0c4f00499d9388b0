import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import type { KeptPipeline } from "../../compiler/changes/index.js";
import { KnownFailure, type LedgerRecord, type PipelineKey } from "../records/index.js";
import { type KeptPermissions, permissionsFile, readPermissions } from "./kept-permissions.js";
import type { Objects } from "./objects.js";
import { statePlaces } from "./state-places.js";

/** Output folders, kept in the state bucket: `destroy` works from exactly what was applied. */
export class Configurations {
  constructor(private readonly objects: Objects) {}

  /** Named by its content: a late write can only write the same again. */
  async keep(key: PipelineKey, digest: string, files: OutputFiles): Promise<string> {
    const place = this.#placeOf(key, digest);
    await this.objects.write(place, zipSync(Object.fromEntries(files)));
    return place;
  }

  /**
   * Writes what was kept of an attempt into a folder. Terraform will run in it, so nothing is believed: it lies where only
   * this pipeline's do, it is what the digest says, and it stays within the folder. Throws a `KnownFailure`, with nothing
   * written.
   */
  async fetch(key: PipelineKey, kept: Kept, folder: string): Promise<void> {
    const files = await this.#read(key, kept);
    if (!files) throw new KnownFailure(gone(kept.configuration));
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
  }

  async #read(key: PipelineKey, { configuration: place, digest }: Kept): Promise<OutputFiles | undefined> {
    if (place !== this.#placeOf(key, digest)) throw new KnownFailure(foreign(place));
    const found = await this.objects.read(place);
    if (!found) return undefined;
    const files = filesIn(found.bytes);
    const isSound = files.every(([path]) => isWithin(path)) && digestOfOutput(files) === digest;
    if (!isSound) throw new KnownFailure(changed(place));
    return files;
  }

  #placeOf(key: PipelineKey, digest: string): string {
    return `${statePlaces(key, this.objects.bucket).configurations}${digest}.zip`;
  }

  /** What the output permitted, as it was reported then; undefined of one that was kept without, or is kept no more. */
  async permissionsOf(key: PipelineKey, kept: Kept): Promise<KeptPermissions | undefined> {
    const files = new Map(await this.#read(key, kept));
    return readPermissions(files.get(permissionsFile));
  }

  /**
   * What a pipeline may have been made of, as texts of stacks with whom each asked: what was applied last, and what was tried
   * since. Undefined for what is kept no more, or cannot be trusted: that is told when it is needed.
   */
  madeFor({ key, lastAttempted, lastApplied }: Made): Promise<(KeptPipeline | undefined)[]> {
    const kept = [lastAttempted, lastApplied].flatMap((each) => each ?? []);
    return Promise.all(
      kept.map((each) =>
        this.#stackOf(key, each).catch((error: unknown) => {
          if (error instanceof KnownFailure) return undefined;
          throw error;
        }),
      ),
    );
  }

  async #stackOf(key: PipelineKey, kept: Kept): Promise<KeptPipeline | undefined> {
    const files = (await this.#read(key, kept)) ?? [];
    const [, bytes] = files.find(([path]) => /^stacks\/[^/]+\/cdk\.tf\.json$/.test(path)) ?? [];
    const approvals = readPermissions(new Map(files).get(permissionsFile))?.approvals;
    return bytes && { stack: new TextDecoder().decode(bytes), ...(approvals && { approvals }) };
  }

  async clear(key: PipelineKey): Promise<void> {
    await this.objects.removeAll(statePlaces(key, this.objects.bucket).configurations);
  }
}

/** Of a ledger's record, what says which outputs were tried or applied last. */
type Made = Pick<LedgerRecord, "key" | "lastAttempted" | "lastApplied">;

/** Where the ledger says that an attempt's output is kept, and the output's digest. */
export interface Kept {
  readonly configuration: string;
  readonly digest: string;
}

/** SHA-256 over paths and bytes, in hex: of all that Terraform reads. */
export function digestOfOutput(files: OutputFiles): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of files)
    if (path !== permissionsFile) hash.update(`${JSON.stringify(path)} ${bytes.length}\n`).update(bytes);
  return hash.digest("hex");
}

/** Sorted by path. */
export type OutputFiles = readonly (readonly [path: string, bytes: Uint8Array])[];

/** The files of a folder, with `/` in their paths. */
export async function readOutput(folder: string): Promise<OutputFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map(async (path) => {
    const relative = path.slice(folder.length + 1).replaceAll("\\", "/");
    return [relative, new Uint8Array(await readFile(path))] as const;
  });
  return (await Promise.all(files)).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** None where it is no archive. */
function filesIn(archive: Uint8Array): OutputFiles {
  try {
    return Object.entries(unzipSync(archive)).sort(([a], [b]) => (a < b ? -1 : 1));
  } catch {
    return [];
  }
}

/** A path below the folder, on every system. */
function isWithin(path: string): boolean {
  const isPlain = !/[\\:\0]/.test(path);
  return isPlain && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function foreign(place: string) {
  return {
    class: "configuration-changed",
    message: `The ledger says that this pipeline's configuration is ${place}, and that is not its own.`,
    hint: "Nothing was run. Find out who wrote the ledger's row; then put the item back, let it be deployed, and remove it.",
  };
}

function changed(place: string) {
  return {
    class: "configuration-changed",
    message: `${place} in the state bucket is not the configuration that was applied.`,
    hint: "Nothing of it was run. Restore an earlier version of the object; or put the item back, let it be deployed, and remove it then.",
  };
}

function gone(place: string) {
  return {
    class: "configuration-missing",
    message: `The configuration that was applied is not in the state bucket any more: ${place}.`,
    hint: "Restore that version of the object; or put the item back, let it be deployed, and remove it then.",
  };
}
