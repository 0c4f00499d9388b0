import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type Licensed, refusedLicences } from "../../../tests/package/allowed-licences.js";
import { installEmulator } from "./packages.js";

/** What Python's packages say in words, as SPDX calls it. https://packaging.python.org/en/latest/specifications/core-metadata/ */
const names: readonly (readonly [pattern: RegExp, licence: string])[] = [
  [/^(?:The )?MIT(?: license)?(?: \(MIT\))?$/i, "MIT"],
  [/^Apache(?:-2\.0| license)/i, "Apache-2.0"],
  [/^PSFL$/, "PSF-2.0"],
];

async function licenceIn(folder: string): Promise<Licensed> {
  const text = await readFile(join(folder, "METADATA"), "utf8");
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1] ?? "";
  // What is under two licences may be taken under either.
  const choices = text.matchAll(/^Classifier: License :: OSI Approved :: (Apache) Software License$/gm);
  const said = [
    field("License-Expression"),
    field("License"),
    ...[...choices].map(([, one]) => `${one} license`),
  ];
  const known = said.flatMap((word) =>
    names.filter(([pattern]) => pattern.test(word)).map(([, licence]) => licence),
  );
  return { name: field("Name"), licence: known[0] ?? said.join("/") };
}

it("The licences of what is installed from PyPI allow everybody to use it", async () => {
  const { folder } = await installEmulator();
  const entries = (await readdir(folder)).filter((name) => name.endsWith(".dist-info"));
  const licensed = await Promise.all(entries.map((name) => licenceIn(join(folder, name))));
  expect(licensed.length).toBeGreaterThan(10);
  expect(refusedLicences(licensed)).toEqual([]);
});
