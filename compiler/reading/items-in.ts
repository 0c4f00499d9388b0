import { pointer } from "../diagnostics/index.js";
import { isObject } from "../item/objects.js";

/** One item as it was found: its value, and where it stands in its text. */
export interface FoundValue {
  readonly value: unknown;
  /** JSON pointer of the item in the text. */
  readonly base: string;
  /** Which of a YAML text's documents, or which line. */
  readonly document: number;
}

/**
 * The items in a value: one, a list, the output of `get-item` or `batch-get-item`, a page of `scan` or `query`, a line
 * of a table's export, or what `batch-write-item` puts.
 */
export function itemsIn(value: unknown, document = 0): FoundValue[] {
  if (Array.isArray(value)) return listed(value, "", document);
  if (!isObject(value) || Object.hasOwn(value, "RepoName")) return [{ value, base: "", document }];
  if (isObject(value.Item)) return [{ value: value.Item, base: "/Item", document }];
  if (Array.isArray(value.Items)) return listed(value.Items, "/Items", document);
  if (isObject(value.Responses)) return byTable(value.Responses, "/Responses", document);
  const requests = isObject(value.RequestItems) ? value.RequestItems : value;
  if (isRequests(requests)) return byTable(requests, requests === value ? "" : "/RequestItems", document);
  return [{ value, base: "", document }];
}

function listed(values: readonly unknown[], base: string, document: number): FoundValue[] {
  return values.map((value, index) => ({ value, base: base + pointer(index), document }));
}

type Lists = Readonly<Record<string, unknown>>;

/** What is put by `batch-write-item`, or found by `batch-get-item`, in lists by the names of tables. */
function byTable(tables: Lists, base: string, document: number): FoundValue[] {
  return Object.entries(tables).flatMap(([table, list]) => {
    const here = base + pointer(table);
    if (!Array.isArray(list)) return [{ value: list, base: here, document }];
    return listed(list, here, document).map((found) => put(found) ?? found);
  });
}

function put({ value, base, document }: FoundValue): FoundValue | undefined {
  const request = isObject(value) ? value.PutRequest : undefined;
  if (!isObject(request) || !isObject(request.Item)) return undefined;
  return { value: request.Item, base: `${base}/PutRequest/Item`, document };
}

/** `{"table": [{"PutRequest": …}]}` (DynamoDB API reference, BatchWriteItem). */
function isRequests(value: Lists): boolean {
  const lists = Object.values(value);
  return (
    lists.length > 0 && lists.every((list) => Array.isArray(list) && list.length > 0 && list.every(isRequest))
  );
}

function isRequest(value: unknown): boolean {
  return isObject(value) && (isObject(value.PutRequest) || isObject(value.DeleteRequest));
}
