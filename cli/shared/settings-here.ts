import { readSettings, type SettingsRead } from "../../compiler/reading/index.js";
import { refuse } from "./refuse.js";
import type { Terminal } from "./terminal.js";

interface Place {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
}

/** The settings of the local file, or the defaults without one; with any problem, the end of the command. Asks nobody. */
export function settingsHere(
  { config }: { readonly config?: string },
  out: Terminal,
  { environment, folder }: Place = { environment: process.env, folder: process.cwd() },
): SettingsRead {
  const read = readSettings({ config, environment, folder });
  return read.ok ? read.value : refuse(read.diagnostics, {}, out);
}
