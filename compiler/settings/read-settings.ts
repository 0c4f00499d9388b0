import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Diagnostic, Result } from "../diagnostics/index.js";
import { type Format, parseText } from "../reading/parse-text.js";
import { positionOf } from "../reading/position.js";
import { checkSettings, defaultSettings, type Settings } from "./settings.js";

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
}): Result<SettingsRead> {
  const named = options.config ?? options.environment.STAGEWRIGHT_CONFIG;
  const file = named || findUpwards(options.folder);
  if (!file) return { ok: true, value: { settings: defaultSettings() } };
  try {
    return settingsIn(readFileSync(file, "utf8"), file);
  } catch {
    return { ok: false, diagnostics: [unreadable(file)] };
  }
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
  const { settings, problems } = checkSettings(parsed.values[0]);
  if (settings) return { ok: true, value: { settings, file } };
  const diagnostics = problems.map((problem) => ({
    file,
    ...problem,
    ...positionOf(text, format, problem.path),
  }));
  return { ok: false, diagnostics };
}

function unreadable(file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "settings.unreadable",
    message: "Cannot read the settings of the installation.",
    hint: "Check the path given by --config or STAGEWRIGHT_CONFIG.",
  };
}
