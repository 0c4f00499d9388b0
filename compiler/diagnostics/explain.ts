import type { ErrorObject } from "ajv";
import type { Problem } from "./diagnostic.js";
import { pointer } from "./pointer.js";
import { asSchema, type Schema } from "./schema-at.js";
import { show } from "./show.js";
import { suggest } from "./suggest.js";

/** Names that are known at a place beside the schema's own: the seed form's spelling of a key. */
export type OtherNames = (path: string) => readonly string[];

type Explain = (error: ErrorObject, otherNames: OtherNames) => Problem;

/** What ajv found, in plain words; the problem's code lacks its area yet. */
export function explain(error: ErrorObject, otherNames: OtherNames): Problem {
  return (explanations[error.keyword] ?? other)(error, otherNames);
}

const explanations: Readonly<Record<string, Explain>> = {
  additionalProperties: unknownKey,
  required: missingKey,
  type: wrongType,
  enum: notInList,
  minimum: outOfRange,
  maximum: outOfRange,
  pattern: wrongText,
  minLength: wrongText,
  maxLength: wrongText,
  minItems: tooFew,
  maxItems: tooMany,
  maxProperties: tooMany,
  uniqueItems: repeated,
};

function unknownKey({ instancePath, params, parentSchema }: ErrorObject, otherNames: OtherNames): Problem {
  const key = String(params.additionalProperty);
  const known = Object.keys(asSchema(parentSchema?.properties) ?? {});
  const near = suggest(key, [...known, ...otherNames(instancePath)]);
  return {
    path: instancePath + pointer(key),
    code: "unknown-key",
    value: show(key),
    message: `There is no key ${show(key)} here.`,
    hint: near ? `Did you mean ${near}?` : `Known keys: ${known.join(", ")}.`,
  };
}

function missingKey({ instancePath, params, parentSchema }: ErrorObject): Problem {
  const key = String(params.missingProperty);
  const example = exampleIn(asSchema(asSchema(parentSchema?.properties)?.[key]));
  const line = example === undefined ? key : `a line such as ${JSON.stringify(key)}: ${example}`;
  return {
    path: instancePath + pointer(key),
    code: "missing-key",
    message: `${key} is missing.`,
    hint: `Add ${line}.`,
  };
}

function wrongType(error: ErrorObject): Problem {
  const allowed = [error.schema].flat().map(String);
  return {
    ...found(error),
    code: "wrong-type",
    message: `Found ${show(error.data)} (${typeName(error.data)}), but this takes ${eitherOf(allowed.map(inWords))}.`,
    hint: typeHint(error, allowed),
  };
}

const typesInWords: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  object: "an object",
  string: "text",
};

function inWords(type: string): string {
  return typesInWords[type] ?? type;
}

function typeHint(error: ErrorObject, allowed: readonly string[]): string {
  const isScalar = ["number", "boolean"].includes(typeof error.data);
  if (isScalar && allowed.includes("string")) return `Put the value in quotes${zeros(error.data)}.`;
  if (typeof error.data === "string" && /^(true|false|\d+)$/i.test(error.data)) return "Take the quotes off.";
  return allowedIn(error);
}

/** YAML reads an unquoted account id, such as 012345678901, as a number, without its zero. */
function zeros(value: unknown): string {
  const isLong = typeof value === "number" && value >= 1e9;
  return isLong ? ": without them it is read as a number and loses leading zeros" : "";
}

function notInList(error: ErrorObject): Problem {
  const allowed = [error.schema].flat();
  const near = nearest(error.data, allowed);
  const about: unknown = error.parentSchema?.description;
  return {
    ...found(error),
    code: "not-allowed",
    message: `Found ${show(error.data)}; allowed: ${allowed.join(", ")}.`,
    hint: near === undefined ? String(about ?? "Use one of these values.") : `Did you mean ${near}?`,
  };
}

function nearest(value: unknown, allowed: readonly unknown[]): string | undefined {
  if (typeof value !== "number") return suggest(String(value), allowed.map(String));
  const gap = (other: unknown) => Math.abs(Number(other) - value);
  return String(allowed.reduce((best, other) => (gap(other) < gap(best) ? other : best)));
}

function outOfRange(error: ErrorObject): Problem {
  const { minimum, maximum } = error.parentSchema ?? {};
  return {
    ...found(error),
    code: "out-of-range",
    message: `Found ${show(error.data)}; allowed: ${minimum} to ${maximum}.`,
    hint: "Use a whole number in this range.",
  };
}

function wrongText(error: ErrorObject): Problem {
  const { instancePath, propertyName } = error;
  return {
    ...found(error),
    path: propertyName === undefined ? instancePath : instancePath + pointer(propertyName),
    code: "wrong-value",
    message: `Found ${show(error.data)}${reasonOf(error)}.`,
    hint: allowedIn(error),
  };
}

function reasonOf({ keyword, data, schema }: ErrorObject): string {
  const length = [...String(data)].length;
  if (keyword === "maxLength") return `: ${length} characters, ${schema} are allowed`;
  if (keyword === "minLength") return ": too short";
  const character = keyword === "pattern" ? culprit(String(data), String(schema)) : undefined;
  return character === undefined
    ? ", which is not allowed here"
    : `: the character ${show(character)} is not allowed here`;
}

/** The one character, no letter and no digit, without which the text would fit: that is the one that broke the rule. */
function culprit(text: string, pattern: string): string | undefined {
  const rule = new RegExp(pattern, "u");
  const unusual = new Set([...text.slice(0, longestSearched)].filter((one) => !/[\p{L}\p{N}]/u.test(one)));
  return [...unusual].find((one) => rule.test(text.replaceAll(one, "")));
}

/** Each character costs a look at the whole text. */
const longestSearched = 300;

function tooFew(error: ErrorObject): Problem {
  return wrongCount(error, "at least", "Add an entry or leave the key out.");
}

function tooMany(error: ErrorObject): Problem {
  return wrongCount(error, "at most", "Take some out.");
}

function wrongCount({ instancePath, data, schema }: ErrorObject, bound: string, hint: string): Problem {
  const count = Object.keys(asSchema(data) ?? {}).length;
  return {
    path: instancePath,
    code: "wrong-count",
    value: String(count),
    message: `Found ${count} entries; ${bound} ${schema} are allowed.`,
    hint,
  };
}

function repeated({ instancePath, params, data }: ErrorObject): Problem {
  const entry: unknown = Array.isArray(data) ? data[params.i] : undefined;
  return {
    path: instancePath + pointer(params.i),
    code: "repeated",
    value: show(entry),
    message: `${show(entry)} is there twice: entry ${params.j + 1} is the same.`,
    hint: "Take one of them out.",
  };
}

function other(error: ErrorObject): Problem {
  return {
    ...found(error),
    code: "wrong-value",
    message: `Found ${show(error.data)}, which ${error.message ?? "is not allowed here"}.`,
    hint: allowedIn(error),
  };
}

function found({ instancePath, data }: ErrorObject): Pick<Problem, "path" | "value"> {
  return { path: instancePath, value: show(data) };
}

function allowedIn({ parentSchema }: ErrorObject): string {
  const allowed: unknown = parentSchema?.["x-allowed"];
  if (typeof allowed === "string") return `Allowed: ${allowed}${allowed.endsWith(".") ? "" : "."}`;
  const example = exampleIn(parentSchema);
  return example === undefined ? "See docs/configuration.md for what is allowed." : `For example: ${example}`;
}

function exampleIn(schema: Schema | undefined): string | undefined {
  return Array.isArray(schema?.examples) ? JSON.stringify(schema.examples[0]) : undefined;
}

function eitherOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
