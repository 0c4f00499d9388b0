import type { Schema } from "../diagnostics/index.js";
import type { Properties } from "./kind.js";

/** Keys by the name of the part that they are. */
export type SchemaParts = Readonly<Record<string, Properties>>;

/** A schema in which each key `@part` gives way to the keys of that part, at its place. Throws for an unknown part. */
export function joinSchema(base: Schema, parts: SchemaParts): Schema {
  const joined = Object.entries(base).flatMap(([key, value]) => {
    if (!key.startsWith("@")) return [[key, joinValue(value, parts)]];
    const part = parts[key.slice(1)];
    if (part === undefined) throw new Error(`The schema asks for the part ${key}, which no kind has.`);
    return Object.entries(part);
  });
  return Object.fromEntries(joined);
}

function joinValue(value: unknown, parts: SchemaParts): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return joinSchema(value as Schema, parts);
}
