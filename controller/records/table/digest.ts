import { createHash } from "node:crypto";
import type { TableItem } from "./table-item.js";

/** SHA-256 of an item, whatever the order of its keys and of its sets' members. */
export function itemDigest(item: TableItem): string {
  return createHash("sha256")
    .update(JSON.stringify(ordered(item)))
    .digest("hex");
}

/** Sets, binaries and numbers too long for JavaScript are no JSON: each gets a form that nothing else has. */
function ordered(value: unknown): unknown {
  if (value instanceof Set) return { set: Array.from(value, ordered).map(String).sort() };
  if (value instanceof Uint8Array) return { binary: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return { list: value.map(ordered) };
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { map: entries.map(([name, each]) => [name, ordered(each)]) };
}
