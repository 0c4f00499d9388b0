import type { Fields } from "../resource.js";

/** `AlarmNames.member.1=a&AlarmNames.member.2=b` as `{ AlarmNames: ["a", "b"] }`: lists of texts, in their order. */
export function nestForm(fields: Fields): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  const byNumber = Object.entries(fields).sort(([a], [b]) => numberIn(a) - numberIn(b));
  for (const [path, value] of byNumber) {
    const [name = "", member] = path.split(".member.");
    const items = nested[name];
    if (member === undefined) nested[name] = value;
    else nested[name] = [...(Array.isArray(items) ? items : []), value];
  }
  return nested;
}

function numberIn(path: string): number {
  return Number(path.split(".member.")[1] ?? 0);
}
