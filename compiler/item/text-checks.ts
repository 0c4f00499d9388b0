import { type Problem, pointer, type Schema, schemaAt, show } from "../diagnostics/index.js";

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

/** What kind of value belongs at a place, in words. */
export type Wanted = (path: string) => string | undefined;

/** The schema's words for what belongs at a place: what is allowed there, or what the key is about. */
export function wantedAt(schema: Schema, path: string): string | undefined {
  const { "x-allowed": allowed, description } = schemaAt(schema, path) ?? {};
  return [allowed, description].find((words) => typeof words === "string");
}

/** Placeholders that were not filled in, and text that no AWS name or value can hold, anywhere in the item. */
export function checkText(value: unknown, wanted: Wanted, path = ""): Problem[] {
  if (typeof value === "string") return textProblems(value, path, wanted);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = path + pointer(key);
    const wrong = wrongCharacters(key, place);
    return wrong.length > 0 ? wrong : checkText(inner, wanted, place);
  });
}

function textProblems(text: string, path: string, wanted: Wanted): Problem[] {
  if (placeholder.test(text)) return [notFilledIn(text, path, wanted(path))];
  return wrongCharacters(text, path);
}

function wrongCharacters(text: string, path: string): Problem[] {
  if (unprintable.test(text) || !text.isWellFormed()) return [unprintableIn(text, path)];
  return text === text.normalize("NFC") ? [] : [decomposedIn(text, path)];
}

function notFilledIn(text: string, path: string, wanted: string | undefined): Problem {
  return {
    path,
    code: "item.placeholder",
    value: show(text),
    message: `Found the placeholder ${text}.`,
    hint: `Put the real value in its place${wanted ? `: ${wanted.replace(/\.$/, "")}` : ""}.`,
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

/** Terraform composes every string that it reads, so these would not reach AWS as they are. */
function decomposedIn(text: string, path: string): Problem {
  return {
    path,
    code: "item.decomposed",
    value: show(text),
    message: `Found a letter in ${show(text)} whose accent is a character of its own; Terraform would join the two.`,
    hint: "Write it as one character (Unicode normalization form C).",
  };
}
