import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cdktfPackage } from "./cdktf-package.js";
import { filesOfPackage } from "./package-files.js";
import { dependenciesOf, type Need, packageAbove, placePackages, readManifest } from "./package-tree.js";
import { isThere } from "./place-file.js";
import type { Sources } from "./sources.js";

export interface PackagedFile {
  /** In the archive, with `/`. */
  readonly path: string;
  readonly source: string;
  readonly executable: boolean;
}

export interface PackageContent {
  readonly version: string;
  /** Over paths, modes and bytes of all files. */
  readonly sha256: string;
  /** Over paths and bytes: what a build can compare with what it got, however that was unpacked. */
  readonly filesSha256: string;
  /** Sorted by path. */
  readonly files: readonly PackagedFile[];
}

/**
 * What a build runs: this package, built, with its Terraform modules, and in `node_modules` what it and cdktf need,
 * as they are installed here. Throws `MissingTool` where cdktf is not there as a package.
 */
export async function packageContent(sources: Sources): Promise<PackageContent> {
  const root = await packageRoot(dirname(fileURLToPath(import.meta.url)));
  const manifest = await readManifest(root);
  const own = dependenciesOf(manifest, root).filter(({ optional }) => !optional);
  const cdktf = await cdktfPackage(sources);
  const found = [
    ...(await ownFiles(root)),
    ...filesIn(cdktf.folder, "node_modules/cdktf-cli"),
    ...(await installedFiles([...cdktf.needs, ...own])),
  ];
  const files = found.sort(byPath).map(withMode);
  const filesSha256 = digestOfFiles(files);
  return { version: manifest.version ?? "0.0.0", sha256: withModes(filesSha256, files), filesSha256, files };
}

type Found = Pick<PackagedFile, "path" | "source">;

async function ownFiles(root: string): Promise<Found[]> {
  if (!(await isThere(join(root, "dist", "stagewright.js")))) {
    throw new Error(
      `The package in ${root} is not built, so no build could run it. Run \`node build.mjs\` there.`,
    );
  }
  const built = filesIn(join(root, "dist"), "dist");
  const modules = filesIn(join(root, "modules"), "modules").filter(({ path }) => path.endsWith(".tf"));
  return [...built, ...modules, { path: "package.json", source: join(root, "package.json") }];
}

async function installedFiles(needs: readonly Need[]): Promise<Found[]> {
  const placed = await placePackages(needs);
  return placed.flatMap(({ folder, place }) => filesIn(folder, place));
}

function filesIn(folder: string, place: string): Found[] {
  return filesOfPackage(folder).map((name) => ({ path: `${place}/${name}`, source: join(folder, name) }));
}

async function packageRoot(from: string): Promise<string> {
  const root = await packageAbove(from, "stagewright");
  if (!root) throw new Error(`${from} is not within the package stagewright, which builds are to run.`);
  return root;
}

function withMode(file: Found): PackagedFile {
  const { mode } = statSync(file.source);
  return { ...file, executable: (mode & 0o111) !== 0 };
}

/** As `control-plane/verify-package.ts` has builds do it, in the order of `byPath`. */
export function digestOfFiles(files: readonly Found[]): string {
  const hash = createHash("sha256");
  for (const { path, source } of files) {
    const bytes = readFileSync(source);
    hash.update(`${JSON.stringify(path)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}

function withModes(filesSha256: string, files: readonly PackagedFile[]): string {
  const programs = files.filter(({ executable }) => executable).map(({ path }) => path);
  return createHash("sha256")
    .update(JSON.stringify([filesSha256, programs]))
    .digest("hex");
}

function byPath(left: Found, right: Found): number {
  return left.path < right.path ? -1 : 1;
}
