import { field } from "../field.js";

/**
 * Where the configuration of a row came from. It stands beside the configuration and is no part of it: neither the
 * compiler nor an item's digest knows it, and whoever writes the item by other means takes it away.
 */
export interface Origin {
  /** Of the folder's git repository; absent where there is none. */
  readonly commit?: string;
  /** Something in the folder was not committed. */
  readonly isDirty?: boolean;
  /** Who wrote it: the ARN that STS knows the caller by. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** No key of an item has a colon. */
export const originAttribute = ":origin";

/** What a row says of its origin; a table may hold anything, and what is no origin is none. */
export function originIn(value: unknown): Origin | undefined {
  const [commit, isDirty, by, at] = ["commit", "isDirty", "by", "at"].map((name) => field(value, name));
  if (typeof by !== "string" || typeof at !== "string") return undefined;
  return {
    ...(typeof commit === "string" && { commit }),
    ...(typeof isDirty === "boolean" && { isDirty }),
    by,
    at,
  };
}
