import type { Schema } from "../diagnostics/index.js";
import { deployKinds, joinSchema, schemaParts, sourceKinds } from "../kinds/index.js";
import base from "./settings.base.json" with { type: "json" };

/** The schema of settings: what is of no kind, with the kinds' own settings at their place. */
export function settingsSchema(): Schema {
  return joinSchema(base, schemaParts(sourceKinds, deployKinds));
}
