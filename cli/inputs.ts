import { readFileSync } from "node:fs";
import { type Compiled, compileFiles } from "../compiler/compile.js";
import type { Diagnostic } from "../compiler/diagnostics/index.js";
import { readSettings, type SettingsRead } from "../compiler/reading/index.js";

export interface InputOptions {
  /** `--config`. */
  readonly config?: string;
}

export interface Inputs extends Compiled {
  readonly read: SettingsRead;
}

/** The settings of the installation and the pipelines behind the paths, or every problem with either. */
export function readInputs(
  paths: readonly string[],
  { config }: InputOptions,
): Inputs | { diagnostics: readonly Diagnostic[] } {
  const settings = readSettings({ config, environment: process.env, folder: process.cwd() });
  if (!settings.ok) return { diagnostics: settings.diagnostics };
  const read = settings.value;
  return { read, ...compileFiles(paths, { settings: read.settings, stdin: () => readFileSync(0, "utf8") }) };
}
