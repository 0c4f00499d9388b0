import { visible } from "./invisible.js";

/** How deep and how wide a value is looked at: more does not fit a line. */
const shownDepth = 4;
const shownEntries = 20;

/** A value as it is shown in a message: JSON on one line, cut to a length that fits, whatever the value. */
export function show(value: unknown, limit = 80): string {
  const text = visible(JSON.stringify(outline(value, shownDepth)) ?? String(value));
  return text.length > limit ? `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}…` : text;
}

/** The value without what JSON cannot hold, and without what lies too deep or too far to be shown. */
function outline(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return isJson(value) ? value : String(value);
  if (depth === 0) return "…";
  if (Array.isArray(value)) return value.slice(0, shownEntries).map((inner) => outline(inner, depth - 1));
  const entries = Object.entries(value).slice(0, shownEntries);
  return Object.fromEntries(entries.map(([key, inner]) => [key, outline(inner, depth - 1)]));
}

function isJson(value: unknown): boolean {
  return typeof value === "number" ? Number.isFinite(value) : typeof value !== "bigint";
}
