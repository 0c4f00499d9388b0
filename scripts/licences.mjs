import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * What other people's code that a bundle holds asks for: its licences and notices, and for what is under the MPL word of
 * where its source is.
 */
export function thirdPartyLicences(metafiles) {
  const packages = bundledPackages(metafiles);
  const byText = new Map();
  for (const one of packages) {
    const text = ownTexts(one) ?? textsOfSame(one, packages);
    byText.set(text, [...(byText.get(text) ?? []), one]);
  }
  const parts = [...byText].map(([text, users]) => [...users.map(headOf), "", text].join("\n"));
  return `${introduction}\n\n${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

const introduction =
  "The programs in this folder contain code of these packages, each under its own licence.";

/** The packages that esbuild took anything from, sorted by name. */
export function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap(({ inputs, outputs }) => {
    const used = new Set(Object.values(outputs).flatMap((output) => Object.keys(output.inputs)));
    return Object.keys(inputs).filter((input) => used.has(input));
  });
  const folders = new Set(inputs.filter((input) => input.includes("node_modules/")).map(packageAbove));
  const packages = [...folders].map((folder) => ({ folder, ...manifestIn(folder) }));
  const named = new Map(packages.map((one) => [headOf(one), one]));
  return [...named.values()].sort((left, right) => (headOf(left) < headOf(right) ? -1 : 1));
}

/** `…/node_modules/@scope/name/…` → `…/node_modules/@scope/name` */
function packageAbove(file) {
  const [, folder = dirname(file)] = /^(?:[\w-]+:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return folder;
}

function manifestIn(folder) {
  const { name, version, license, repository } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const address = typeof repository === "string" ? repository : repository?.url;
  return { name, version, licence: typeof license === "string" ? license : license?.type, source: address };
}

/** `name 1.2.3 (MIT)`, and what the MPL asks for: https://www.mozilla.org/en-US/MPL/2.0/ section 3.2. */
function headOf({ name, version, licence, source }) {
  const where = licence?.startsWith("MPL") ? `, whose source is at ${source}` : "";
  return `${name} ${version} (${licence})${where}`;
}

const isLicence = /^(?:licen[cs]e|copying|notice|unlicense)/i;

/** Undefined for a package that holds none. */
function ownTexts({ folder }) {
  const files = readdirSync(folder).filter((file) => isLicence.test(file) && !/\.[cm]?[jt]s$/.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (texts.length > 0) return texts.join("\n\n");
  const readme = readdirSync(folder).find((file) => /^readme/i.test(file));
  const said = readme && /#+ licen[cs]e[\s\S]*/i.exec(readFileSync(join(folder, readme), "utf8"))?.[0];
  return said?.trim();
}

/** Licences whose text names no holder, so that one package's is another's. */
const sameForAll = ["Apache-2.0", "MPL-2.0"];

function textsOfSame(one, packages) {
  const { licence } = one;
  const same = packages.filter((other) => other.licence === licence).map(ownTexts);
  const text = sameForAll.includes(licence) && same.find((found) => found?.includes("1. Definitions"));
  if (!text) throw new Error(`${headOf(one)} holds no text of its licence, which must go along.`);
  return text;
}
