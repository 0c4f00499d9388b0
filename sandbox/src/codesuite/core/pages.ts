import { AwsError } from "./errors.js";

export interface PageRequest<T> {
  /** What identifies an item and gives the order. */
  keyOf(item: T): string;
  readonly order?: "ascending" | "descending";
  /** At most so many items. */
  readonly size: number;
  /** The `nextToken` of the page before. */
  readonly token?: string;
  /** The error for a token that no page gave. */
  readonly invalidToken?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/** One page of a listing. A token names the last item given, so items that come or go meanwhile disturb no other. */
export function pageOf<T>(items: readonly T[], request: PageRequest<T>): Page<T> {
  const { keyOf, size, order = "ascending" } = request;
  const direction = order === "ascending" ? 1 : -1;
  const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -direction : direction);
  const after = request.token === undefined ? undefined : readToken(request.token, request.invalidToken);
  const rest = [...items]
    .sort((a, b) => compare(keyOf(a), keyOf(b)))
    .filter((item) => after === undefined || compare(keyOf(item), after) > 0);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  const more = rest.length > size && last !== undefined;
  return { items: page, ...(more ? { nextToken: writeToken(keyOf(last)) } : {}) };
}

function writeToken(key: string): string {
  return Buffer.from(JSON.stringify({ after: key })).toString("base64url");
}

function readToken(token: string, code = "InvalidNextTokenException"): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    if (typeof after === "string") return after;
  } catch {
    // Not JSON: the same refusal as for JSON that is no token.
  }
  throw new AwsError(code, "The next token is not valid. Use the one that the previous page gave");
}
