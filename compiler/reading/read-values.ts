import { safeParseItem } from "../item/index.js";
import type { Settings } from "../settings/index.js";
import type { Reading } from "./read-items.js";

/** An item that was read elsewhere, such as from a table, and what diagnostics call it. */
export interface NamedValue {
  readonly name: string;
  readonly value: unknown;
}

/** Checks items of a table. Their names and keys are distinct where they come from. */
export function readValues(values: readonly NamedValue[], settings: Settings): Reading {
  const results = values.map(({ name: file, value }) => ({
    file,
    value,
    result: safeParseItem(value, { settings, file, inTable: true }),
  }));
  return {
    items: results.flatMap(({ file, value, result }) =>
      result.ok ? [{ item: result.value, file, base: "", value }] : [],
    ),
    diagnostics: results.flatMap(({ result }) => (result.ok ? [] : result.diagnostics)),
  };
}
