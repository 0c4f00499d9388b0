import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { LineCounter, parseAllDocuments, type YAMLError } from "yaml";
import type { Diagnostic } from "../diagnostics/index.js";

export type Format = "json" | "yaml";

/** What a text holds (a YAML text may hold several documents), or where it is broken. */
export type Parsed =
  | { readonly ok: true; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly errors: readonly Omit<Diagnostic, "file">[] };

export function parseText(text: string, format: Format): Parsed {
  return format === "json" ? parseJson(text) : parseYaml(text);
}

function parseJson(text: string): Parsed {
  try {
    return { ok: true, values: [JSON.parse(text)] };
  } catch {
    const errors: ParseError[] = [];
    parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
    const [first] = errors;
    return { ok: false, errors: [brokenJson(text, first)] };
  }
}

function brokenJson(text: string, error: ParseError | undefined): Omit<Diagnostic, "file"> {
  const reason = error ? printParseErrorCode(error.error) : "InvalidSymbol";
  return {
    path: "",
    code: "input.broken-json",
    message: `This is no JSON: ${words(reason)}.`,
    hint: "Mend the text at this place.",
    ...positionAt(text, error?.offset ?? 0),
  };
}

/** `PropertyNameExpected` → `property name expected`. */
function words(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}

function parseYaml(text: string): Parsed {
  const documents = parseAllDocuments(text, { lineCounter: new LineCounter(), uniqueKeys: true });
  const parsed = Array.isArray(documents) ? documents : [];
  const errors = parsed.flatMap((document) => document.errors).map(brokenYaml);
  if (errors.length > 0) return { ok: false, errors };
  try {
    return { ok: true, values: parsed.map((document) => document.toJS({ maxAliasCount: 100 })) };
  } catch (error) {
    return { ok: false, errors: [unresolvable(error)] };
  }
}

function brokenYaml(error: YAMLError): Omit<Diagnostic, "file"> {
  const [start] = error.linePos ?? [];
  return {
    path: "",
    code: "input.broken-yaml",
    message: `This is no YAML: ${(error.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "")}.`,
    hint: "Mend the text at this place.",
    ...(start && { line: start.line, column: start.col }),
  };
}

/** Aliases that name nothing, or so many that they would unfold without end. */
function unresolvable(error: unknown): Omit<Diagnostic, "file"> {
  return {
    path: "",
    code: "input.broken-yaml",
    message: `This YAML cannot be unfolded: ${error instanceof Error ? error.message : String(error)}.`,
    hint: "Write the values out instead of using aliases.",
    line: 1,
    column: 1,
  };
}
