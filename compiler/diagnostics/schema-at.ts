import { segmentsOf } from "./pointer.js";

export type Schema = Readonly<Record<string, unknown>>;

/**
 * The part of a JSON Schema that describes a place in a value: the key's own words first, then those of
 * the definition that it refers to.
 */
export function schemaAt(root: Schema, path: string): Schema | undefined {
  return segmentsOf(path).reduce<Schema | undefined>(
    (schema, segment) => schema && resolveReference(root, inside(schema, segment)),
    resolveReference(root, root),
  );
}

/** A key's schema with what its `$ref` says added; what the key itself says wins. */
function resolveReference(root: Schema, schema: Schema | undefined): Schema | undefined {
  if (typeof schema?.$ref !== "string") return schema;
  const target = segmentsOf(schema.$ref.slice(1)).reduce<unknown>((at, segment) => own(at, segment), root);
  const { $ref: _, ...said } = schema;
  return { ...asSchema(target), ...said };
}

function inside(schema: Schema, segment: string): Schema | undefined {
  return (
    asSchema(own(schema.properties, segment)) ??
    asSchema(schema.additionalProperties) ??
    asSchema(/^\d+$/.test(segment) ? schema.items : undefined)
  );
}

function own(object: unknown, key: string): unknown {
  return asSchema(object) && Object.hasOwn(object as Schema, key) ? (object as Schema)[key] : undefined;
}

export function asSchema(value: unknown): Schema | undefined {
  return typeof value === "object" && value !== null ? (value as Schema) : undefined;
}
