import { type Problem, pointer, show } from "../diagnostics/index.js";

/** DynamoDB's own limit on nesting; deeper values cannot be in a table. */
export const maximumDepth = 32;

const placeholder = /^<[^<>]*>$/;
// Control characters but for tab and newline, line separators and noncharacters: they would not reach AWS as they are.
const unprintable = /(?![\t\n])\p{Cc}|[\p{Noncharacter_Code_Point}\u2028\u2029]/u;

/** Whether a value is nested deeper than any item can be. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth >= maximumDepth * 2) return true;
  return Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
}

/** Placeholders that were not filled in, and text that no AWS name or value can hold, anywhere in the item. */
export function checkText(value: unknown, path = ""): Problem[] {
  if (typeof value === "string") return textProblems(value, path);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(isUnprintable(key) ? [unprintableIn(key, path)] : []),
    ...checkText(inner, path + pointer(key)),
  ]);
}

function textProblems(text: string, path: string): Problem[] {
  if (placeholder.test(text)) return [notFilledIn(text, path)];
  return isUnprintable(text) ? [unprintableIn(text, path)] : [];
}

function isUnprintable(text: string): boolean {
  return unprintable.test(text) || !text.isWellFormed();
}

function notFilledIn(text: string, path: string): Problem {
  return {
    path,
    code: "item.placeholder",
    value: show(text),
    message: `Found the placeholder ${text}.`,
    hint: "Fill in the real value.",
  };
}

function unprintableIn(text: string, path: string): Problem {
  return {
    path,
    code: "item.unprintable",
    value: show(text),
    message: `Found a control character or broken character in ${show(text)}.`,
    hint: "Take it out: allowed are printable characters, tabs and newlines.",
  };
}
