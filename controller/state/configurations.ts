import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import type { PolicyReport } from "../../compiler/pipeline/index.js";
import { KnownFailure, type PipelineKey } from "../records/index.js";
import { permissionsFile, readPermissions } from "./kept-permissions.js";
import type { Objects } from "./objects.js";
import { statePlaces } from "./state-places.js";

/** Output folders, kept in the state bucket: `destroy` works from exactly what was applied. */
export class Configurations {
  constructor(private readonly objects: Objects) {}

  /** Named by its content: a late write can only write the same again. */
  async keep(key: PipelineKey, digest: string, files: OutputFiles): Promise<string> {
    const place = `${statePlaces(key, this.objects.bucket).configurations}${digest}.zip`;
    await this.objects.write(place, zipSync(Object.fromEntries(files)));
    return place;
  }

  async fetch(place: string, folder: string): Promise<void> {
    const found = await this.objects.read(place);
    if (!found) throw new KnownFailure(gone(place));
    for (const [path, bytes] of Object.entries(unzipSync(found.bytes))) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
  }

  /** What the output permitted, as it was reported then; undefined of one that was kept without. */
  async permissionsOf(place: string): Promise<PolicyReport | undefined> {
    const found = await this.objects.read(place);
    if (!found) return undefined;
    const files = unzipSync(found.bytes, { filter: ({ name }) => name === permissionsFile });
    return readPermissions(files[permissionsFile]);
  }

  async clear(key: PipelineKey): Promise<void> {
    await this.objects.removeAll(statePlaces(key, this.objects.bucket).configurations);
  }
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

function gone(place: string) {
  return {
    class: "configuration-missing",
    message: `The configuration that was applied is not in the state bucket any more: ${place}.`,
    hint: "Restore that version of the object; or put the item back, let it be deployed, and remove it then.",
  };
}
