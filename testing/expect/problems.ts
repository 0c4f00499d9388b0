import type { Diagnostic } from "../../compiler/diagnostics/index.js";
import { type ParseOptions, safeParseItem } from "../../compiler/item/index.js";

/** What is wrong with an item, as `code path`, in the order in which it is said; nothing if it is accepted. */
export function problemsOf(written: unknown, options: ParseOptions = {}): string[] {
  return diagnosticsOf(written, options).map(({ code, path }) => `${code} ${path}`);
}

export function diagnosticsOf(written: unknown, options: ParseOptions = {}): readonly Diagnostic[] {
  const result = safeParseItem(written, options);
  return result.ok ? [] : result.diagnostics;
}
