import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Diagnostic, Result } from "../diagnostics/index.js";
import { checkSettings, defaultSettings, type Settings } from "../settings/index.js";
import { parseText } from "./parse-text.js";
import type { Format } from "./parsed.js";
import { positionsIn } from "./position.js";
import { readText } from "./read-text.js";
import { type FileOwners, isStrangers } from "./strangers-file.js";

export interface SettingsRead {
  readonly settings: Settings;
  /** Where they came from; undefined when they are the documented defaults. */
  readonly file?: string;
}

const fileNames = ["stagewright.yaml", "stagewright.yml"];

/**
 * The settings of the installation: from the named file, from `STAGEWRIGHT_CONFIG`, or from the first
 * `stagewright.yaml` in the folder or one above it; without any, the documented defaults.
 */
export function readSettings(options: {
  readonly config?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  /** Whose files are whose. Default: as the disk says. */
  readonly owners?: FileOwners;
}): Result<SettingsRead> {
  const named = options.config ?? options.environment.STAGEWRIGHT_CONFIG;
  const file = named || findUpwards(options.folder);
  if (!file) return { ok: true, value: { settings: defaultSettings() } };
  if (!named && isStrangers(file, options.folder, options.owners))
    return { ok: false, diagnostics: [ofAStranger(file)] };
  const text = readText(file);
  return text.ok
    ? settingsIn(text.value, file)
    : { ok: false, diagnostics: text.diagnostics.map(ofSettings) };
}

function findUpwards(folder: string): string | undefined {
  let at = resolve(folder);
  for (;;) {
    const found = fileNames.map((name) => join(at, name)).find(existsSync);
    if (found || dirname(at) === at) return found;
    at = dirname(at);
  }
}

function settingsIn(text: string, file: string): Result<SettingsRead> {
  const format: Format = file.endsWith(".json") ? "json" : "yaml";
  const parsed = parseText(text, format);
  if (!parsed.ok) return { ok: false, diagnostics: parsed.errors.map((error) => ({ file, ...error })) };
  if (parsed.values.length > 1) return { ok: false, diagnostics: [severalDocuments(file)] };
  const { settings, problems } = checkSettings(parsed.values[0]);
  if (settings) return { ok: true, value: { settings, file } };
  const positions = positionsIn(text, format);
  const diagnostics = problems.map((problem) => ({ file, ...problem, ...positions(problem.path) }));
  return { ok: false, diagnostics };
}

function ofSettings(diagnostic: Diagnostic): Diagnostic {
  return {
    ...diagnostic,
    hint: `${diagnostic.hint} It is given by --config or STAGEWRIGHT_CONFIG, or found upwards.`,
  };
}

function ofAStranger(file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "settings.foreign-owner",
    message: "These settings were found on the way up, and belong to another user: they are not followed.",
    hint: `If they are the ones that you mean, name them: --config ${file}.`,
  };
}

function severalDocuments(file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "settings.several-documents",
    message: "The settings are one YAML document, but here are several.",
    hint: "Take the lines `---` out, or keep one of the documents.",
  };
}
