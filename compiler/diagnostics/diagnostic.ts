import { visible } from "./invisible.js";

/** One problem in what a user wrote, as data. Printed for people by the command, as is with `--json`. */
export interface Diagnostic {
  /** The file as the user named it, `-` for standard input, or a table's name. */
  readonly file: string;
  /** JSON pointer (RFC 6901) into that file, as it is written there. Empty for the whole file. */
  readonly path: string;
  /** Stable, for machines: `item.unknown-key`, `pipeline.too-many-stages`, … */
  readonly code: string;
  /** What was found and what is allowed. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** What was found, when it is one short value. */
  readonly value?: string;
  /** 1-based, where the text could be looked up. */
  readonly line?: number;
  readonly column?: number;
}

/** A problem whose file is not known yet: what the checks produce. */
export type Problem = Omit<Diagnostic, "file" | "line" | "column">;

/** Holds every diagnostic of a run; the message is fit to be shown as it is. */
export class InvalidInputError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join("\n"));
    this.name = "InvalidInputError";
    this.diagnostics = diagnostics;
  }
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** The value, or an `InvalidInputError` with all diagnostics: turns a `safeX` into its throwing pair. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new InvalidInputError(result.diagnostics);
}

/** `items.yaml:3:5 /Path: message\n  hint`, without colour. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, path, message, hint, line, column } = diagnostic;
  const position = line === undefined ? "" : `:${line}:${column ?? 1}`;
  const place = `${file}${position}${path && ` ${path}`}`;
  return `${visible(place)}: ${visible(message)}${hint && `\n  ${visible(hint)}`}`;
}
