import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { show } from "../diagnostics/index.js";
import { jsonStructure, type RepeatedKey } from "./json-structure.js";
import { linePosition, linePositions } from "./line-position.js";
import { tooDeep } from "./nesting.js";
import type { Parsed, TextError } from "./parsed.js";

/** Strict JSON. A key that is there twice is an error: `JSON.parse` would silently take the last. */
export function parseJson(text: string): Parsed {
  const { tooDeepAt, repeated } = jsonStructure(text);
  if (tooDeepAt !== undefined) return { ok: false, errors: [tooDeep(linePosition(text, tooDeepAt))] };
  try {
    const values = [JSON.parse(text)];
    if (repeated.length === 0) return { ok: true, values };
    const positionOf = linePositions(text);
    return { ok: false, errors: repeated.map((key) => repeatedKey(key, positionOf)) };
  } catch {
    return { ok: false, errors: [broken(text)] };
  }
}

function broken(text: string): TextError {
  const errors: ParseError[] = [];
  parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  const [first] = errors;
  return {
    path: "",
    code: "input.broken-json",
    message: `This is no JSON: ${words(first ? printParseErrorCode(first.error) : "InvalidSymbol")}.`,
    hint: "Mend the text at this place.",
    ...linePosition(text, first?.offset ?? 0),
  };
}

/** `PropertyNameExpected` → `property name expected`. */
function words(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function repeatedKey(
  { path, key, offset }: RepeatedKey,
  positionOf: ReturnType<typeof linePositions>,
): TextError {
  return {
    path,
    code: "input.repeated-key",
    value: show(key),
    message: `The key ${show(key)} is here a second time.`,
    hint: "Keep one of the two.",
    ...positionOf(offset),
  };
}
