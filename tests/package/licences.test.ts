import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../repository/sources.js";
import { type Licensed, refusedLicences } from "./allowed-licences.js";
import { installedPackages } from "./installed-packages.js";

const packages = [
  { name: "stagewright", folder: root, dist: join(root, "dist") },
  { name: "@stagewright/sandbox", folder: join(root, "sandbox"), dist: join(root, "sandbox", "dist") },
];

const licencesFile = "THIRD-PARTY-LICENSES.txt";

/** The heads of a licences file: `name 1.2.3 (MIT)`. */
function listedIn(folder: string): Licensed[] {
  const text = readFileSync(join(folder, licencesFile), "utf8");
  const heads = text.matchAll(/^((?:@[\w-]+\/)?[\w.-]+) \d+\.\d+\.\d+\S* \(([^)]+)\)/gm);
  return [...heads].map(([, name = "", licence = ""]) => ({ name, licence }));
}

const ofPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/**
 * esbuild says from which package each part of a program came: in a comment, or of a program that is minified in the
 * build's list of parts.
 */
function namedInPrograms(dist: string): string[] {
  const programs = readdirSync(dist).filter((file) => file.endsWith(".js"));
  const comments = programs.flatMap((file) => [
    ...readFileSync(join(dist, file), "utf8").matchAll(/^\/\/ .*node_modules\/.*$/gm),
  ]);
  const named = [...comments.map(([comment]) => comment), ...partsOf(dist)];
  return [...new Set(named.flatMap((part) => ofPackage.exec(part)?.[1] ?? []))].sort();
}

function partsOf(dist: string): string[] {
  const list = join(dist, "parts.json");
  if (!existsSync(list)) return [];
  const parts: Readonly<Record<string, readonly string[]>> = JSON.parse(readFileSync(list, "utf8"));
  return Object.values(parts).flat();
}

describe.each(packages)("the licences of $name", ({ folder, dist }) => {
  it("allow what is installed with it to be used by everybody", () => {
    const installed = installedPackages(folder);
    expect(installed.length).toBeGreaterThan(10);
    expect(refusedLicences(installed)).toEqual([]);
  });

  it("allow what is bundled in it to be used by everybody", () => {
    const listed = listedIn(dist);
    expect(listed.length).toBeGreaterThan(20);
    expect(refusedLicences(listed)).toEqual([]);
  });

  it("go along with it, those of every package that is bundled", () => {
    const listed = listedIn(dist).map(({ name }) => name);
    const bundled = namedInPrograms(dist);
    expect(bundled.length).toBeGreaterThan(20);
    expect(bundled.filter((name) => !listed.includes(name))).toEqual([]);
  });
});

describe("the licences of the functions' program", () => {
  it("go along with it and allow it to be used by everybody", () => {
    const listed = listedIn(join(root, "dist", "dispatcher"));
    expect(listed.length).toBeGreaterThan(10);
    expect(refusedLicences(listed)).toEqual([]);
  });
});

describe("refusedLicences", () => {
  it.each([
    ["@cloud-copilot/iam-simulate", "AGPL-3.0-or-later"],
    ["readline", "GPL-3.0"],
    ["other", "MPL-2.0"],
    ["nameless", "UNKNOWN"],
  ])("refuses %s under %s", (name, licence) => {
    expect(refusedLicences([{ name, licence }])).toHaveLength(1);
  });
});
