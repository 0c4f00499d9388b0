/**
 * The patterns of a buildspec's `files`: `*` and `?` stay within one folder, a part `**` stands for any
 * number of folders. Everything else is literal.
 */
export function globToRegExp(pattern: string): RegExp {
  const parts = normalise(pattern).split("/");
  const body = parts.map((part, index) => partToRegExp(part, index === parts.length - 1)).join("");
  return new RegExp(`^${body}$`, "su");
}

function normalise(pattern: string): string {
  const relative = pattern.replace(/^(\.\/)+/, "").replace(/\/+/g, "/");
  return relative.endsWith("/") ? `${relative}**` : relative;
}

function partToRegExp(part: string, last: boolean): string {
  if (part === "**") return last ? ".*" : "(?:[^/]+/)*";
  return literalWithWildcards(part) + (last ? "" : "/");
}

function literalWithWildcards(part: string): string {
  return part
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replace(/\*+/g, "[^/]*")
    .replace(/\?/g, "[^/]");
}
