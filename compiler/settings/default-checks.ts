import { type Problem, show } from "../diagnostics/index.js";
import { matchesAny } from "./matches.js";
import type { Settings } from "./settings.js";

/** What items get when they say nothing must be something that they could have asked for. */
export function checkDefaults({ defaults, limits }: Pick<Settings, "defaults" | "limits">): Problem[] {
  const { buildImage, computeType, timeoutMinutes } = defaults;
  return [
    ...(matchesAny(buildImage, limits.images)
      ? []
      : [outside("buildImage", buildImage, "images", limits.images)]),
    ...(limits.computeTypes.includes(computeType)
      ? []
      : [outside("computeType", computeType, "computeTypes", limits.computeTypes)]),
    ...(timeoutMinutes <= limits.timeoutMinutes
      ? []
      : [outside("timeoutMinutes", timeoutMinutes, "timeoutMinutes", [`up to ${limits.timeoutMinutes}`])]),
  ];
}

function outside(key: string, value: unknown, limit: string, allowed: readonly string[]): Problem {
  return {
    path: `/defaults/${key}`,
    code: "settings.default-outside-limit",
    value: show(value),
    message: `The default ${show(value)} is outside limits.${limit}: ${allowed.join(", ")}.`,
    hint: `Set defaults.${key} to a value that the limit allows, or widen the limit.`,
  };
}
