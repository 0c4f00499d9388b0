import type { Settings } from "./settings.js";

type Limits = Settings["limits"];

/** The limits that are lists of what items may name. */
type ListLimit = {
  [Name in keyof Limits]-?: NonNullable<Limits[Name]> extends readonly string[] ? Name : never;
}[keyof Limits];

/** The hint where an item names what a limit does not: `Allowed: a, b (setting limits.vpcs).` */
export function allowedBy(limit: ListLimit, limits: Limits): string {
  return `Allowed: ${limits[limit]?.join(", ") || "none"} (setting limits.${limit}).`;
}
