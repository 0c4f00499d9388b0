import { createHash } from "node:crypto";
import { NumberValue } from "@aws-sdk/lib-dynamodb";
import { decimal } from "./decimal.js";
import type { TableItem } from "./table-item.js";

/** SHA-256 of an item, whatever the order of its keys and of its sets' members. Never throws for what a table holds. */
export function itemDigest(item: TableItem): string {
  return createHash("sha256")
    .update(JSON.stringify(ordered(item)))
    .digest("hex");
}

/** Sets, binaries and numbers too long for JavaScript are no JSON: each gets a form that nothing else has. */
function ordered(value: unknown): unknown {
  if (value instanceof Set) return setForm([...value]);
  if (value instanceof Uint8Array) return { binary: Buffer.from(value).toString("base64") };
  if (value instanceof NumberValue || typeof value === "bigint") return { number: decimal(String(value)) };
  if (Array.isArray(value)) return { list: value.map(ordered) };
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { map: entries.map(([name, each]) => [name, ordered(each)]) };
}

function setForm(members: readonly unknown[]) {
  if (members.every((member) => typeof member === "string")) return { set: [...members].sort() };
  return { setOf: members.map((member) => JSON.stringify(ordered(member))).sort() };
}
