import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Licensed } from "./allowed-licences.js";

interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What npm installs along with a package: all that it depends on, as it lies here. */
export function installedPackages(folder: string): Licensed[] {
  const found = new Map<string, Licensed>();
  const visit = (from: string) => {
    for (const name of Object.keys(manifestIn(from).dependencies ?? {})) {
      const place = placeOf(name, from);
      if (found.has(place)) continue;
      found.set(place, { name, licence: manifestIn(place).license ?? "UNKNOWN" });
      visit(place);
    }
  };
  visit(folder);
  return [...found.values()];
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** As Node looks for it. */
function placeOf(name: string, from: string): string {
  const place = join(from, "node_modules", name);
  if (existsSync(join(place, "package.json"))) return place;
  if (dirname(from) === from) throw new Error(`${name} is not installed.`);
  return placeOf(name, dirname(from));
}
