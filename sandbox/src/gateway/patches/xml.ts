import { escapeXml } from "../errors.js";

/** JSON as the Query protocol writes it: an element per member, `<member>` per item, absent for null. */
export function toXml(value: unknown, timestamps: readonly string[]): string {
  if (Array.isArray(value))
    return value.map((item) => `<member>${toXml(item, timestamps)}</member>`).join("");
  if (typeof value !== "object" || value === null) return escapeXml(String(value ?? ""));
  return Object.entries(value)
    .filter(([, member]) => member !== undefined && member !== null)
    .map(([name, member]) => `<${name}>${toXml(asTime(name, member, timestamps), timestamps)}</${name}>`)
    .join("");
}

function asTime(name: string, value: unknown, timestamps: readonly string[]): unknown {
  const isTime = typeof value === "number" && timestamps.includes(name);
  return isTime ? new Date(value * 1000).toISOString() : value;
}
