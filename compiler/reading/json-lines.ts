import { linePosition, type Position } from "./line-position.js";
import { parseJson } from "./parse-json.js";
import type { Parsed } from "./parsed.js";

export interface JsonLine {
  readonly text: string;
  /** Where it starts in the whole text. */
  readonly offset: number;
}

/** The lines of a text with one value a line, without the empty ones. https://jsonlines.org */
export function jsonLines(text: string): JsonLine[] {
  let offset = 0;
  const lines = text.split("\n").map((line) => {
    const here = { text: line, offset };
    offset += line.length + 1;
    return here;
  });
  return lines.filter((line) => line.text.trim() !== "");
}

/** Whether a text that begins like JSON has one value a line: the first is whole, and more follow. */
export function isJsonLines(text: string): boolean {
  const [first, , ...more] = /^\s*(\{.*\})[ \t\r]*\n\s*(\{)/.exec(text)?.slice(1) ?? [];
  return first !== undefined && more.length === 0 && isWhole(first);
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** As DynamoDB exports a table: each line is a text of its own, and so are its problems. */
export function parseJsonLines(text: string): Parsed {
  const parts = jsonLines(text).map((line) => ({ line, parsed: parseJson(line.text) }));
  const errors = parts.flatMap(({ line, parsed }) =>
    parsed.ok ? [] : parsed.errors.map((error) => ({ ...error, ...moved(error, line, text) })),
  );
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, values: parts.flatMap(({ parsed }) => (parsed.ok ? parsed.values : [])) };
}

function moved({ column = 1 }: Partial<Position>, { offset }: JsonLine, text: string): Position {
  return { line: linePosition(text, offset).line, column };
}
