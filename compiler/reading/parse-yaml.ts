import { type Alias, type Document, LineCounter, parseAllDocuments, visit, type YAMLError } from "yaml";
import { linePosition, type Position } from "./line-position.js";
import { tooDeep } from "./nesting.js";
import type { Parsed, TextError } from "./parsed.js";
import { yamlTooDeepAt } from "./yaml-structure.js";

/** YAML 1.2's core schema only, whatever the text asks for: no dates, sets or binary values. */
const options = { schema: "core", uniqueKeys: true, logLevel: "error" } as const;

/** So many uses of aliases may a document unfold to. */
const maxAliasCount = 100;

export function parseYaml(text: string): Parsed {
  const tooDeepAt = yamlTooDeepAt(text);
  if (tooDeepAt !== undefined) return { ok: false, errors: [tooDeep(linePosition(text, tooDeepAt))] };
  const documents = [...parseAllDocuments(text, { ...options, lineCounter: new LineCounter() })];
  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings]).map(broken);
  if (errors.length > 0) return { ok: false, errors };
  return together(documents.map((document) => unfold(document, text)));
}

function together(parts: readonly Parsed[]): Parsed {
  const errors = parts.flatMap((part) => (part.ok ? [] : part.errors));
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, values: parts.flatMap((part) => (part.ok ? part.values : [])) };
}

function broken(error: YAMLError): TextError {
  const [start] = error.linePos ?? [];
  const reason = (error.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
  return {
    path: "",
    code: "input.broken-yaml",
    message: `This is no YAML that is understood here: ${reason}.`,
    hint: "Mend the text at this place.",
    ...(start && { line: start.line, column: start.col }),
  };
}

/** Aliases that name nothing, or so many that they would unfold without end, stop it. */
function unfold(document: Document, text: string): Parsed {
  try {
    return { ok: true, values: [document.toJS({ maxAliasCount })] };
  } catch (error) {
    return { ok: false, errors: [unresolvable(error, linePosition(text, aliasOffset(document)))] };
  }
}

/** Where the first alias is that names nothing, or else the first of all. */
function aliasOffset(document: Document): number {
  const aliases: Alias[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  const alias = aliases.find((one) => !one.resolve(document)) ?? aliases[0];
  return alias?.range?.[0] ?? 0;
}

function unresolvable(error: unknown, position: Position): TextError {
  return {
    path: "",
    code: "input.broken-yaml",
    message: `This YAML cannot be unfolded: ${error instanceof Error ? error.message : String(error)}.`,
    hint: "Write the values out instead of using aliases.",
    ...position,
  };
}
