import type { Schema } from "../../compiler/diagnostics/index.js";

/** What may be written: the words that diagnostics use too, or what the schema's numbers say. */
export function limitOf(schema: Schema): string {
  const parts = [allowed(schema), range(schema), count(schema), entries(schema)];
  return parts.filter((part) => part !== undefined).join("; ");
}

function allowed(schema: Schema): string | undefined {
  if (typeof schema["x-allowed"] === "string") return schema["x-allowed"];
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => code(String(value))).join(", ");
  return schema.type === "string" && schema.maxLength ? `up to ${schema.maxLength} characters` : undefined;
}

function range({ minimum, maximum }: Schema): string | undefined {
  return maximum === undefined ? undefined : `${minimum} to ${maximum}`;
}

function count({ minItems = 0, maxItems, maxProperties }: Schema): string | undefined {
  if (maxProperties !== undefined) return `up to ${maxProperties} entries`;
  if (maxItems !== undefined)
    return minItems ? `${minItems} to ${maxItems} entries` : `up to ${maxItems} entries`;
  return minItems ? `at least ${minItems} entry` : undefined;
}

function entries({ propertyNames, items, additionalProperties }: Schema): string | undefined {
  const of = (what: string, schema: unknown) => {
    const words = isSchema(schema) ? limitOf(schema) : "";
    return words === "" ? [] : [`${what}: ${words}`];
  };
  const parts = [
    ...of("names", propertyNames),
    ...of("each", items),
    ...(isText(additionalProperties) ? of("values", additionalProperties) : []),
  ];
  return parts.length > 0 ? parts.join("; ") : undefined;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown): boolean {
  return isSchema(value) && [value.type].flat().includes("string");
}

const saidDefault = /\s*(?:Default: |By default )((?:[^.`]|`[^`]*`)+)\./;

/** The schema's default, or the one that its description says in words. */
export function defaultOf(schema: Schema): string {
  if (schema.default !== undefined) return code(JSON.stringify(schema.default));
  return saidDefault.exec(descriptionIn(schema))?.[1] ?? "none";
}

/** The description without what stands in the column of defaults. */
export function descriptionOf(schema: Schema): string {
  return descriptionIn(schema).replace(saidDefault, "").trim();
}

function descriptionIn({ description }: Schema): string {
  return typeof description === "string" ? description : "";
}

const types: Readonly<Record<string, string>> = {
  array: "list",
  boolean: "true or false",
  integer: "whole number",
  object: "object",
  string: "text",
};

export function typeOf({ type, items }: Schema): string {
  const words = [type].flat().map((name) => types[String(name)] ?? String(name));
  const ofWhat = isSchema(items) && type === "array" ? ` of ${typeOf(items)}` : "";
  return words.join(", ") + ofWhat;
}

/** A line as it is written in YAML: JSON is YAML too. */
export function exampleOf(key: string, { examples }: Schema): string {
  const [example] = Array.isArray(examples) ? examples : [];
  return example === undefined ? "" : code(`${key}: ${JSON.stringify(example)}`);
}

export function code(text: string): string {
  return `\`${text}\``;
}
