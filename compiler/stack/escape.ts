/**
 * Strings of an item are data. In Terraform JSON `${` and `%{` start code, and CDKTF looks for its own tokens
 * behind `${`, `#{`, `&{` and in numbers such as `-1.8e+289`. So these signs are replaced by characters that
 * no input may hold (Unicode noncharacters, refused when an item is read) before CDKTF sees them, and put
 * back, as Terraform's own escapes, when the stack is written.
 */
const hidden: Readonly<Record<string, string>> = {
  $: "\ufdd0",
  "%": "\ufdd1",
  "#": "\ufdd2",
  "&": "\ufdd3",
  e: "\ufdd4",
};
const revealed: Readonly<Record<string, string>> = {
  "\ufdd0": "$$",
  "\ufdd1": "%%",
  "\ufdd2": "#",
  "\ufdd3": "&",
  "\ufdd4": "e",
};

const risky = /[$%#&](?=\{)|e(?=\+)/g;

/** Plain data in which every string, keys included, passes through CDKTF as data; as it is, if all does already. */
export function escapeForCdktf<T>(data: T): T {
  return JSON.stringify(data).search(risky) < 0 ? data : (mapStrings(data, hideText) as T);
}

/** Terraform JSON in which the hidden signs are Terraform's escapes: `$${`, `%%{`. */
export function unescapeFromCdktf<T>(json: T): T {
  return mapStrings(json, unescapeText) as T;
}

function hideText(text: string): string {
  return text.replace(risky, (sign) => hidden[sign] ?? sign);
}

/** The same of one text. */
export function unescapeText(text: string): string {
  return text.replace(/[\ufdd0-\ufdd4]/g, (sign) => revealed[sign] ?? sign);
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((inner) => mapStrings(inner, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [change(key), mapStrings(inner, change)]),
  );
}
