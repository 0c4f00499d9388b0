import { type Problem, show } from "../../diagnostics/index.js";
import { allowedBy, matchesAny, type Settings } from "../../settings/index.js";
import { checkImage } from "./image-checks.js";
import { checkNetwork } from "./network-checks.js";
import type { RawJob } from "./raw.js";
import { checkVariables } from "./variable-checks.js";

/** The bounds of the installation on a build or a test, and the variables that stagewright sets itself. */
export function checkJob(
  job: RawJob,
  path: string,
  ownVariables: readonly string[],
  settings: Settings,
): Problem[] {
  const { limits, defaults } = settings;
  const { BuildImage: image = defaults.buildImage, EnvironmentType: machine } = job;
  return [
    ...(job.Privileged && !limits.privileged ? [privileged(path)] : []),
    ...(job.BuildImage || machine ? checkImage(image, machine, `${path}/BuildImage`) : []),
    ...(job.BuildImage && !matchesAny(job.BuildImage, limits.images)
      ? [imageLimit(job.BuildImage, path, limits)]
      : []),
    ...(job.ComputeType && !limits.computeTypes.includes(job.ComputeType)
      ? [computeType(job.ComputeType, path, limits)]
      : []),
    ...((job.TimeoutMinutes ?? 0) > limits.timeoutMinutes ? [timeout(job.TimeoutMinutes, path, limits)] : []),
    ...checkNetwork(job.Vpc, `${path}/Vpc`, settings),
    ...checkVariables(job.EnvironmentVariables, `${path}/EnvironmentVariables`, ownVariables, limits),
  ];
}

type Limits = Settings["limits"];

function privileged(path: string): Problem {
  return {
    path: `${path}/Privileged`,
    code: "item.limit-privileged",
    value: "true",
    message: "Privileged builds are not allowed in this installation.",
    hint: "Take Privileged out, or ask for the setting limits.privileged.",
  };
}

function imageLimit(found: string, path: string, limits: Limits): Problem {
  return {
    path: `${path}/BuildImage`,
    code: "item.limit-image",
    value: show(found),
    message: `The image ${show(found)} is not allowed in this installation.`,
    hint: allowedBy("images", limits),
  };
}

function computeType(found: string, path: string, limits: Limits): Problem {
  return {
    path: `${path}/ComputeType`,
    code: "item.limit-compute-type",
    value: found,
    message: `The compute type ${found} is not allowed in this installation.`,
    hint: allowedBy("computeTypes", limits),
  };
}

function timeout(found: number | undefined, path: string, { timeoutMinutes }: Limits): Problem {
  return {
    path: `${path}/TimeoutMinutes`,
    code: "item.limit-timeout",
    value: String(found),
    message: `A time-out of ${found} minutes is longer than this installation allows.`,
    hint: `Allowed: up to ${timeoutMinutes} (setting limits.timeoutMinutes).`,
  };
}
