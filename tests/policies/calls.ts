import type { Call } from "./may.js";
import { central, region } from "./subject.js";

export const here = (service: string, resource: string) =>
  `arn:aws:${service}:${region}:${central}:${resource}`;

/** The same actions on one resource. */
export const calls = (
  actions: string,
  resource: string,
  more: Omit<Call, "action" | "resource"> = {},
): Call[] => actions.split(" ").map((action) => ({ action, resource, ...more }));
