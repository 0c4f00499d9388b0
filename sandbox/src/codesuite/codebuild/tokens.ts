import { createHash } from "node:crypto";
import type { Table } from "../core/index.js";
import { invalidInput } from "./errors.js";
import type { StartToken } from "./state.js";

/** "The token is included in the StartBuild request and is valid for 5 minutes" (API reference, StartBuild). */
const lifetimeMs = 5 * 60_000;

/**
 * The build that an earlier request with this token started. "If you repeat the StartBuild request with the same
 * token, but change a parameter, CodeBuild returns a parameter mismatch error."
 */
export function buildOfToken(
  tokens: Table<StartToken>,
  token: string | undefined,
  request: object,
  now: Date,
): string | undefined {
  const earlier = token === undefined ? undefined : tokens.get(token);
  if (!earlier || earlier.expires <= now.getTime()) return undefined;
  if (earlier.request === digest(request)) return earlier.buildId;
  throw invalidInput(
    "Parameter mismatch: the idempotency token was used less than 5 minutes ago in a request with other parameters",
  );
}

export function rememberToken(
  tokens: Table<StartToken>,
  token: string | undefined,
  request: object,
  buildId: string,
  now: Date,
): void {
  for (const { token: old, expires } of tokens.list()) if (expires <= now.getTime()) tokens.delete(old);
  if (token === undefined) return;
  tokens.put(token, { token, request: digest(request), buildId, expires: now.getTime() + lifetimeMs });
}

/** Parameters come in any order; the same ones give the same digest. */
function digest(request: object): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(request)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
