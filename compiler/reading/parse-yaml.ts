import { type Document, LineCounter, parseAllDocuments, type YAMLError } from "yaml";
import { show } from "../diagnostics/index.js";
import { linePosition, type Position } from "./line-position.js";
import { tooDeep } from "./nesting.js";
import type { Parsed, TextError } from "./parsed.js";
import { resolveAliases } from "./yaml-aliases.js";
import { type RepeatedYamlKey, repeatedKeys } from "./yaml-keys.js";
import { yamlTooDeepAt } from "./yaml-structure.js";

/** YAML 1.2's core schema only, whatever the text asks for: no dates, sets or binary values. Merge keys beside it. */
const options = {
  schema: "core",
  resolveKnownTags: false,
  merge: true,
  uniqueKeys: false,
  logLevel: "error",
} as const;

/** The documents of a text, and how its lines are counted. */
export function documentsIn(text: string): { documents: Document[]; lineCounter: LineCounter } {
  const lineCounter = new LineCounter();
  return { documents: [...parseAllDocuments(text, { ...options, lineCounter })] as Document[], lineCounter };
}

export function parseYaml(text: string): Parsed {
  const tooDeepAt = yamlTooDeepAt(text);
  if (tooDeepAt !== undefined) return { ok: false, errors: [tooDeep(linePosition(text, tooDeepAt))] };
  const { documents, lineCounter } = documentsIn(text);
  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings]).map(broken);
  if (errors.length > 0) return { ok: false, errors };
  const other = documents.find(
    ({ directives }) => directives?.yaml.explicit && directives.yaml.version !== "1.2",
  );
  if (other) return { ok: false, errors: [otherVersion(other, text)] };
  const repeated = documents.flatMap(repeatedKeys);
  if (repeated.length > 0) return { ok: false, errors: repeated.map((key) => twice(key, lineCounter)) };
  return together(documents.map((document) => unfold(document, lineCounter)));
}

function twice({ key, offset }: RepeatedYamlKey, lineCounter: LineCounter): TextError {
  const { line, col } = lineCounter.linePos(offset);
  return {
    path: "",
    code: "input.repeated-key",
    value: show(key),
    message: `The key ${show(key)} is here a second time.`,
    hint: "Keep one of the two.",
    line,
    column: col,
  };
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

/** The two versions read the same text differently (YAML 1.2.2, section 6.8.1 and appendix "Changes from 1.1"). */
function otherVersion({ directives }: Document, text: string): TextError {
  return {
    path: "",
    code: "input.yaml-version",
    value: directives?.yaml.version ?? "",
    message: `This asks for YAML ${directives?.yaml.version}. YAML 1.2 is read here, in which yes, no, on and off are texts.`,
    hint: "Take the line %YAML out, and write true and false.",
    ...linePosition(text, Math.max(0, text.search(/^%YAML/m))),
  };
}

function unfold(document: Document, lineCounter: LineCounter): Parsed {
  const problem = resolveAliases(document);
  if (problem) return { ok: false, errors: [unresolvable(problem.reason, lineCounter, problem.offset)] };
  try {
    return { ok: true, values: [document.toJS()] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, errors: [unresolvable(reason, lineCounter, document.range?.[0] ?? 0)] };
  }
}

function unresolvable(reason: string, lineCounter: LineCounter, offset: number): TextError {
  const { line, col } = lineCounter.linePos(offset);
  const position: Position = { line: Math.max(1, line), column: col };
  return {
    path: "",
    code: "input.broken-yaml",
    message: `This YAML cannot be unfolded: ${reason}.`,
    hint: "Write the values out instead of using aliases and merge keys.",
    ...position,
  };
}
