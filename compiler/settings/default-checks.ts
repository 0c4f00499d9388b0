import { type Problem, show } from "../diagnostics/index.js";
import { whyNoImage } from "./image-name.js";
import { matchesAny } from "./matches.js";
import type { Settings } from "./settings.js";

type WithDefaults = Pick<Settings, "limits"> & {
  readonly defaults: Omit<Settings["defaults"], "parallelTests">;
};

/** What items get when they say nothing must be something that they could have asked for. */
export function checkDefaults({ defaults, limits }: WithDefaults): Problem[] {
  const { buildImage, computeType, timeoutMinutes } = defaults;
  return [
    ...checkImage(buildImage),
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

function checkImage(image: string): Problem[] {
  const reason = whyNoImage(image);
  if (reason === undefined) return [];
  return [
    {
      path: "/defaults/buildImage",
      code: "settings.image-name",
      value: show(image),
      message: `${show(image)} names no image: ${reason}.`,
      hint: "Write registry/repository:tag, such as aws/codebuild/standard:7.0.",
    },
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
