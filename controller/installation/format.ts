import { createHash } from "node:crypto";
import { schemaCheck } from "../../compiler/diagnostics/index.js";
import { checkSettings } from "../../compiler/settings/index.js";
import type { Installation } from "./installation.js";
import schema from "./installation.schema.json" with { type: "json" };

/** Goes up when an older stagewright would misread what a newer one wrote. */
const format = 1;

const check = schemaCheck(schema, "installation");

/** The parameter's text. Systems Manager takes 4 KB, or 8 in its advanced tier: no spaces are spent. */
export function formatInstallation(installation: Installation): string {
  return JSON.stringify({ format, ...installation });
}

/** SHA-256 of the parameter's text, in hex. */
export function installationDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Throws `UnsoundInstallation`, which says what is wrong with the text of `parameter`. */
export function parseInstallation(text: string, parameter: string): Installation {
  const held = json(text, parameter);
  if (held.format !== undefined && held.format !== format)
    throw new UnsoundInstallation(parameter, newer(held));
  const problems = check(held);
  const checked = checkSettings(held.settings);
  const inSettings = checked.problems.map((problem) => ({ ...problem, path: `/settings${problem.path}` }));
  const [first] = [...problems, ...inSettings];
  const { settings } = checked;
  if (first || !settings) throw new UnsoundInstallation(parameter, `${first?.path}: ${first?.message}`);
  const { version, account, bundle, starterRole } = held as Installation;
  return { version, account, settings, bundle, ...(starterRole && { starterRole }) };
}

/** The parameter is there, and does not hold what `bootstrap` writes. */
export class UnsoundInstallation extends Error {
  override readonly name = "UnsoundInstallation";

  constructor(parameter: string, problem: string) {
    super(
      `The parameter ${parameter} does not describe an installation: ${problem}\n` +
        "Run `stagewright bootstrap` of the newest stagewright in use: it writes the parameter anew.",
    );
  }
}

/** What a text says, before it is known to be an installation. */
type Held = Partial<Readonly<Record<keyof Installation | "format", unknown>>>;

function json(text: string, parameter: string): Held {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new UnsoundInstallation(parameter, "it is no JSON.");
  }
}

function newer({ format: found, version }: Held): string {
  return `it has format ${found}, written by stagewright ${version}; this one reads format ${format}.`;
}
