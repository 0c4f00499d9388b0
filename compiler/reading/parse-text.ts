import type { Diagnostic } from "../diagnostics/index.js";
import { parseJson } from "./parse-json.js";
import { parseYaml } from "./parse-yaml.js";

export type Format = "json" | "yaml";

/** What a text holds (a YAML text may hold several documents), or where it is broken. */
export type Parsed =
  | { readonly ok: true; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly errors: readonly TextError[] };

export type TextError = Omit<Diagnostic, "file">;

export function parseText(text: string, format: Format): Parsed {
  return format === "json" ? parseJson(text) : parseYaml(text);
}
