import { readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isThere } from "./place-file.js";

/** A package and where it goes, such as `node_modules/a/node_modules/b`, with `/`. */
export interface PlacedPackage {
  readonly place: string;
  readonly folder: string;
}

/** The parts of a `package.json` that say what the package needs. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** A package by name, and the folder from which it is resolved. */
export interface Need {
  readonly name: string;
  readonly from: string;
  readonly optional: boolean;
}

interface Consumer {
  readonly place: string;
  readonly needs: readonly Need[];
}

/**
 * Everything that is needed for these packages, as it is installed, laid out so that each finds what it finds
 * here: at the top, or below the one that needs another version. Installations of npm, nested or not, and of pnpm
 * give the same. Throws when a package that must be there is not.
 */
export async function placePackages(needs: readonly Need[]): Promise<PlacedPackage[]> {
  const placed = new Map<string, string>();
  const waiting: Consumer[] = [{ place: "", needs }];
  for (let consumer = waiting.shift(); consumer; consumer = waiting.shift()) {
    // All that one package needs is placed before anything that it brings, which might look through it.
    for (const need of consumer.needs) {
      const added = await placeNeed(need, consumer.place, placed);
      if (added)
        waiting.push({
          place: added.place,
          needs: dependenciesOf(await readManifest(added.folder), added.folder),
        });
    }
  }
  return Array.from(placed, ([place, folder]) => ({ place, folder })).sort(byPlace);
}

async function placeNeed(
  need: Need,
  consumer: string,
  placed: Map<string, string>,
): Promise<PlacedPackage | undefined> {
  const folder = await resolvePackage(need.name, need.from);
  if (folder === undefined && need.optional) return undefined;
  if (folder === undefined)
    throw new Error(`The package ${need.name}, which ${need.from} needs, is not installed.`);
  const seen = visibleFrom(consumer, need.name).find((place) => placed.has(place));
  if (seen !== undefined && placed.get(seen) === folder) return undefined;
  const place = seen === undefined ? `node_modules/${need.name}` : below(consumer, need.name);
  placed.set(place, folder);
  return { place, folder };
}

/** Where Node looks, nearest first. */
function visibleFrom(consumer: string, name: string): string[] {
  const outer =
    consumer === ""
      ? []
      : visibleFrom(consumer.slice(0, Math.max(0, consumer.lastIndexOf("/node_modules/"))), name);
  return [below(consumer, name), ...outer];
}

function below(consumer: string, name: string): string {
  return consumer === "" ? `node_modules/${name}` : `${consumer}/node_modules/${name}`;
}

/** What may be missing without harm is taken along where it is there. */
export function dependenciesOf(manifest: Manifest, from: string): Need[] {
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = manifest;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  const needed = Object.keys(dependencies).filter((name) => !(name in optionalDependencies));
  const spared = [...Object.keys(optionalDependencies), ...peers];
  return [
    ...needed.map((name) => ({ name, from, optional: false })),
    ...spared.map((name) => ({ name, from, optional: true })),
  ];
}

export async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}

/** As Node looks for it: in each `node_modules` upwards. Links are followed, since that is what Node then goes by. */
export async function resolvePackage(name: string, from: string): Promise<string | undefined> {
  const folder = join(from, "node_modules", name);
  if (await isThere(join(folder, "package.json"))) return realpath(folder);
  const parent = dirname(from);
  return parent === from ? undefined : resolvePackage(name, parent);
}

/** The folder of the package `name` that holds a file or folder. */
export async function packageAbove(path: string, name: string): Promise<string | undefined> {
  const folder = dirname(path);
  const manifest = await readManifest(folder).catch(() => ({ name: undefined }));
  if (manifest.name === name) return folder;
  return folder === path ? undefined : packageAbove(folder, name);
}

function byPlace(left: PlacedPackage, right: PlacedPackage): number {
  return left.place < right.place ? -1 : 1;
}
