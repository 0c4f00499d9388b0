import type { ErrorObject, Options, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Problem, show } from "./diagnostic.js";
import { pointer } from "./pointer.js";
import { suggest } from "./suggest.js";

/** Names that are known at a place beside the schema's own: the seed form's spelling of a key. */
export type OtherNames = (path: string) => readonly string[];

/** Checks a value against a JSON Schema (2020-12) and says every problem in plain words. */
export type SchemaCheck = (value: unknown, otherNames?: OtherNames) => Problem[];

const options: Options = { allErrors: true, verbose: true, allowUnionTypes: true };

/**
 * Compiles a schema at its first use. `x-allowed` in the schema says in words what a pattern allows;
 * `area` is the first part of the problems' codes. With `useDefaults` the value gets the schema's defaults.
 */
export function schemaCheck(schema: object, area: string, { useDefaults = false } = {}): SchemaCheck {
  let validate: ValidateFunction | undefined;
  return (value, otherNames = () => []) => {
    validate ??= new Ajv2020({ ...options, useDefaults }).addVocabulary(["x-allowed"]).compile(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).filter(isCause).map((error) => problemOf(error, area, otherNames));
  };
}

/** `propertyNames` only repeats what the error on the name itself says. */
function isCause(error: ErrorObject): boolean {
  return error.keyword !== "propertyNames";
}

type Explain = (error: ErrorObject, otherNames: OtherNames) => Omit<Problem, "code">;

const explanations: Record<string, Explain> = {
  additionalProperties: unknownKey,
  required: missingKey,
  type: wrongType,
  enum: notInList,
  minimum: outOfRange,
  maximum: outOfRange,
  pattern: wrongText,
  minLength: wrongText,
  maxLength: wrongText,
  minItems: wrongCount,
  maxItems: wrongCount,
  maxProperties: wrongCount,
  uniqueItems: repeated,
};

const codes: Record<string, string> = {
  additionalProperties: "unknown-key",
  required: "missing-key",
  type: "wrong-type",
  enum: "not-allowed",
  minimum: "out-of-range",
  maximum: "out-of-range",
  minItems: "wrong-count",
  maxItems: "wrong-count",
  maxProperties: "wrong-count",
  uniqueItems: "repeated",
};

function problemOf(error: ErrorObject, area: string, otherNames: OtherNames): Problem {
  const explain = explanations[error.keyword] ?? other;
  return { code: `${area}.${codes[error.keyword] ?? "wrong-value"}`, ...explain(error, otherNames) };
}

function unknownKey(error: ErrorObject, otherNames: OtherNames): Omit<Problem, "code"> {
  const key = String(error.params.additionalProperty);
  const known = Object.keys(record(error.parentSchema?.properties));
  const near = suggest(key, [...known, ...otherNames(error.instancePath)]);
  return {
    path: error.instancePath + pointer(key),
    value: key,
    message: `${show(key)} is not a key that is known here.`,
    hint: near ? `Did you mean ${near}?` : `Known keys: ${known.join(", ")}.`,
  };
}

function missingKey(error: ErrorObject): Omit<Problem, "code"> {
  const key = String(error.params.missingProperty);
  const schema = record(record(error.parentSchema?.properties)[key]);
  const example = Array.isArray(schema.examples) ? schema.examples[0] : undefined;
  const line = example === undefined ? key : `"${key}": ${JSON.stringify(example)}`;
  return { path: error.instancePath, message: `${key} is missing.`, hint: `Add ${line}.` };
}

function wrongType(error: ErrorObject): Omit<Problem, "code"> {
  const allowed = [error.schema].flat().map(String);
  const quotes = allowed.includes("string") && ["number", "boolean"].includes(typeof error.data);
  return {
    path: error.instancePath,
    value: show(error.data),
    message: `Found ${show(error.data)} (${typeName(error.data)}), but this takes ${listOf(allowed)}.`,
    hint: quotes ? `Put the value in quotes${zeros(error.data)}.` : allowedIn(error),
  };
}

/** YAML reads an unquoted 012345678901 as a number, without its zero. */
function zeros(value: unknown): string {
  return typeof value === "number" ? ": without them it is read as a number and loses leading zeros" : "";
}

function notInList(error: ErrorObject): Omit<Problem, "code"> {
  const allowed = [error.schema].flat().map(String);
  const near = suggest(String(error.data), allowed);
  return {
    path: error.instancePath,
    value: show(error.data),
    message: `Found ${show(error.data)}; allowed: ${allowed.join(", ")}.`,
    hint: near ? `Did you mean ${near}?` : "Use one of these values.",
  };
}

function outOfRange(error: ErrorObject): Omit<Problem, "code"> {
  const { minimum, maximum } = record(error.parentSchema);
  return {
    path: error.instancePath,
    value: show(error.data),
    message: `Found ${show(error.data)}; allowed: ${minimum} to ${maximum}.`,
    hint: "Use a whole number in this range.",
  };
}

function wrongText(error: ErrorObject): Omit<Problem, "code"> {
  const name = error.propertyName;
  const path = name === undefined ? error.instancePath : error.instancePath + pointer(name);
  return {
    path,
    value: show(error.data),
    message: `Found ${show(error.data)}${reasonOf(error)}.`,
    hint: allowedIn(error),
  };
}

function reasonOf(error: ErrorObject): string {
  const length = typeof error.data === "string" ? error.data.length : 0;
  if (error.keyword === "maxLength") return `: ${length} characters, ${error.schema} are allowed`;
  if (error.keyword === "minLength") return ": too short";
  return ", which is not allowed here";
}

function wrongCount(error: ErrorObject): Omit<Problem, "code"> {
  const count = Object.keys(record(error.data)).length;
  const bound = error.keyword.startsWith("min") ? "at least" : "at most";
  return {
    path: error.instancePath,
    message: `Found ${count} entries; ${bound} ${error.schema} are allowed.`,
    hint: bound === "at least" ? "Add an entry or leave the key out." : "Take some out.",
  };
}

function repeated(error: ErrorObject): Omit<Problem, "code"> {
  return {
    path: error.instancePath,
    message: `Entries ${error.params.j} and ${error.params.i} are the same.`,
    hint: "Take one of them out.",
  };
}

function other(error: ErrorObject): Omit<Problem, "code"> {
  return {
    path: error.instancePath,
    value: show(error.data),
    message: `Found ${show(error.data)}, which ${error.message ?? "is not allowed here"}.`,
    hint: allowedIn(error),
  };
}

function allowedIn(error: ErrorObject): string {
  const allowed = record(error.parentSchema)["x-allowed"];
  return typeof allowed === "string"
    ? `Allowed: ${allowed}.`
    : "See docs/configuration.md for what is allowed.";
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
