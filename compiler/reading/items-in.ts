import { pointer } from "../diagnostics/index.js";
import { isObject } from "../item/objects.js";

/** One item as it was found: its value, and where it stands in its text. */
export interface Found {
  readonly value: unknown;
  /** JSON pointer of the item in the text. */
  readonly base: string;
  /** Which of a YAML text's documents. */
  readonly document: number;
}

/** The items in a value: one, a list, the output of `get-item`, or a page of `scan` or `query`. */
export function itemsIn(value: unknown, document = 0): Found[] {
  if (Array.isArray(value)) return listed(value, "", document);
  if (!isObject(value)) return [{ value, base: "", document }];
  if (isObject(value.Item) && !Object.hasOwn(value, "RepoName")) {
    return [{ value: value.Item, base: "/Item", document }];
  }
  if (Array.isArray(value.Items)) return listed(value.Items, "/Items", document);
  return [{ value, base: "", document }];
}

function listed(values: readonly unknown[], base: string, document: number): Found[] {
  return values.map((value, index) => ({ value, base: base + pointer(index), document }));
}
