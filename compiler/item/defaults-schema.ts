import type { Schema } from "../diagnostics/index.js";
import { itemSchema } from "./item-schema.js";
import { isObject, mapValues } from "./objects.js";

/**
 * The schema of what a folder's items leave out, and of the items beside it: all of an item, but nothing has to be there,
 * and `null` takes out what is written farther away. For editors; the compiler checks the whole item.
 */
export function defaultsSchema(): Schema {
  const { required: _, $id, title, description, ...rest } = itemSchema();
  return {
    $schema: rest.$schema,
    $id: String($id).replace("item.schema", "defaults.schema"),
    title: "stagewright defaults, or an item beside them",
    description: "What items of a folder leave out: _defaults.yaml. null takes out what a folder above says.",
    ...mapValues(rest, optional),
    type: "object",
  };
}

/** Keywords below which stands no schema of a value. */
const noValues = new Set(["examples", "enum", "default", "propertyNames", "items"]);

function optional(value: unknown, key: string): unknown {
  if (!isObject(value) || noValues.has(key)) return value;
  const { required: _, ...rest } = value;
  return nullable(mapValues(rest, optional));
}

/** A schema of a value says its type, or refers to one that does; a map of schemas does neither by a text. */
function nullable(schema: Schema): Schema {
  const { type, enum: allowed } = schema;
  const isType = typeof type === "string" || Array.isArray(type);
  return {
    ...schema,
    ...(isType && { type: [type, "null"].flat() }),
    ...(Array.isArray(allowed) && { enum: [...allowed, null] }),
  };
}
