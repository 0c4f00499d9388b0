import { readFileSync } from "node:fs";
import { type Compiled, compileFiles, compileReading } from "../../compiler/compile.js";
import type { Diagnostic } from "../../compiler/diagnostics/index.js";
import { readSettings, readValues, type SettingsRead } from "../../compiler/reading/index.js";
import type { Settings } from "../../compiler/settings/index.js";

export interface InputOptions {
  /** `--config`. */
  readonly config?: string;
  /** `--table`: the items of this table, instead of files. */
  readonly table?: string;
}

export interface Inputs extends Compiled {
  readonly read: SettingsRead;
}

/** What was read, or every problem with the settings, which tell how to read the rest. */
export type ReadInputs = Inputs | { readonly diagnostics: readonly Diagnostic[] };

export function areSound(read: ReadInputs): read is Inputs {
  return "pipelines" in read && read.diagnostics.length === 0;
}

/** The items that `--against` names; undefined without it. */
export async function readAgainst({
  against,
  config,
}: Pick<InputOptions, "config"> & { readonly against?: string | undefined }): Promise<
  ReadInputs | undefined
> {
  return against === undefined ? undefined : readInputs([against], { ...(config && { config }) });
}

/** The settings of the installation and the pipelines that the items ask for, or every problem with either. */
export async function readInputs(
  paths: readonly string[],
  { config, table }: InputOptions,
): Promise<ReadInputs> {
  const settings = readSettings({ config, environment: process.env, folder: process.cwd() });
  if (!settings.ok) return { diagnostics: settings.diagnostics };
  const read = settings.value;
  const stdin = () => readFileSync(0, "utf8");
  const compiled = table
    ? await compileTable(table, read.settings)
    : compileFiles(paths, { settings: read.settings, stdin });
  return { read, ...compiled };
}

/** As `compileFiles`, of all items of a table. */
export async function compileTable(table: string, settings: Settings): Promise<Compiled> {
  const { tableItems } = await import("./table-items.js");
  const { values, diagnostics } = await tableItems(table, settings.region);
  const compiled = compileReading(readValues(values, settings), settings);
  return { ...compiled, diagnostics: [...diagnostics, ...compiled.diagnostics] };
}
