import { type Page, pageOf } from "../core/index.js";

/** CodeBuild lists this many at once where the caller cannot choose (API reference, ListProjects, ListBuilds). */
export const pageSize = 100;

export interface Listing<T> {
  readonly items: readonly T[];
  keyOf(item: T): string;
  readonly sortOrder: "ASCENDING" | "DESCENDING" | undefined;
  readonly defaultOrder: "ASCENDING" | "DESCENDING";
  readonly nextToken: string | undefined;
  readonly maxResults?: number | undefined;
}

export function listPage<T>(listing: Listing<T>): Page<T> {
  const order = (listing.sortOrder ?? listing.defaultOrder) === "ASCENDING" ? "ascending" : "descending";
  return pageOf(listing.items, {
    keyOf: listing.keyOf,
    order,
    size: listing.maxResults ?? pageSize,
    invalidToken: "InvalidInputException",
    ...(listing.nextToken !== undefined && { token: listing.nextToken }),
  });
}
