import type { Diagnostic } from "../diagnostics/index.js";

export type Format = "json" | "yaml";

/** What a text holds (a YAML text may hold several documents), or where it is broken. */
export type Parsed =
  | { readonly ok: true; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly errors: readonly TextError[] };

export type TextError = Omit<Diagnostic, "file">;
