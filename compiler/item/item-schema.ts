import type { Schema } from "../diagnostics/index.js";
import { deployKinds, joinSchema, schemaParts, sourceKinds } from "../kinds/index.js";
import base from "./item.base.json" with { type: "json" };

/** The schema of items: what is of no kind, with the kinds' parts at their places. */
export function itemSchema(): Schema {
  return joinSchema(base, schemaParts(sourceKinds, deployKinds));
}
