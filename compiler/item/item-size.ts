import type { Problem } from "../diagnostics/index.js";

/** DynamoDB developer guide, "Quotas": the maximum size of an item, names included. */
const mostBytes = 400 * 1024;

/**
 * How large an item is in a table, from above (DynamoDB developer guide, "Item sizes and formats"): texts and names in
 * UTF-8, numbers by their digits, and what lists and maps add.
 */
export function sizeInTable(value: unknown): number {
  if (typeof value === "string") return bytesOf(value);
  if (typeof value === "number") return Math.ceil(String(value).length / 2) + 1;
  if (typeof value !== "object" || value === null) return 1;
  const entries = Object.entries(value);
  const names = Array.isArray(value) ? 0 : entries.reduce((sum, [name]) => sum + bytesOf(name), 0);
  return 3 + names + entries.reduce((sum, [, inner]) => sum + 1 + sizeInTable(inner), 0);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** An item that no table takes: only a write would say so. */
export function checkSize(item: unknown): Problem[] {
  const bytes = sizeInTable(item);
  if (bytes <= mostBytes) return [];
  const kilobytes = Math.ceil(bytes / 1024);
  return [
    {
      path: "",
      code: "item.too-large",
      value: String(bytes),
      message: `The item is ${kilobytes} KB large in a table, and DynamoDB holds up to ${mostBytes / 1024} KB.`,
      hint: "Move long values, such as those of variables, into parameters of Systems Manager.",
    },
  ];
}
