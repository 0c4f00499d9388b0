/**
 * JSON to the byte as CDKTF writes its files: keys sorted, two spaces, a closing bracket always on a line of its
 * own. `margin` is what stands before that bracket.
 */
export function cdktfJson(value: unknown, margin = "\n"): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const inner = `${margin}  `;
  if (Array.isArray(value)) return `[${value.map((item) => inner + cdktfJson(item, inner)).join()}${margin}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${inner}${JSON.stringify(key)}: ${cdktfJson(member, inner)}`);
  return `{${members.join()}${margin}}`;
}
