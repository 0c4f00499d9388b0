import type { Diagnostic } from "../diagnostics/index.js";

/** `jsonl`: one JSON value a line. */
export type Format = "json" | "jsonl" | "yaml";

/** What a text holds (YAML several documents, lines several values), or where it is broken. */
export type Parsed =
  | { readonly ok: true; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly errors: readonly TextError[] };

export type TextError = Omit<Diagnostic, "file">;
