import { type Problem, show } from "../../diagnostics/index.js";
import { whyNoImage } from "../../settings/index.js";

/** Curated images of other kinds of machines (CodeBuild user guide, "Docker images provided by CodeBuild"). */
const otherMachines =
  /^aws\/codebuild\/(?:[a-z0-9_-]*-(?<lambda>lambda)-|(?<windows>windows)-|(?<macos>macos)-)/;
const curatedForArm = /^aws\/codebuild\/.*aarch64/;

type Machine = "ARM_CONTAINER" | "LINUX_CONTAINER";

/** An image whose name no registry takes, and a curated one that does not run on the machine that it would get. */
export function checkImage(image: string, type: Machine | undefined, path: string): Problem[] {
  const reason = whyNoImage(image);
  if (reason !== undefined) return [noImage(image, reason, path)];
  const { lambda, windows, macos } = otherMachines.exec(image)?.groups ?? {};
  const kind = lambda ?? windows ?? macos;
  if (kind !== undefined) return [ofOtherMachine(image, kind, path)];
  const own: Machine = curatedForArm.test(image) ? "ARM_CONTAINER" : "LINUX_CONTAINER";
  const isMisfit = type !== undefined && image.startsWith("aws/codebuild/") && type !== own;
  return isMisfit ? [misfit(image, own, `${path.slice(0, path.lastIndexOf("/"))}/EnvironmentType`)] : [];
}

const machines: Readonly<Record<string, string>> = { lambda: "Lambda", windows: "Windows", macos: "macOS" };

function ofOtherMachine(image: string, kind: string, path: string): Problem {
  return {
    path,
    code: "item.image-machine",
    value: show(image),
    message: `${show(image)} is an image for ${machines[kind]}; jobs run in LINUX_CONTAINER and ARM_CONTAINER.`,
    hint: "Use an image for Linux, such as aws/codebuild/standard:7.0.",
  };
}

/** CodeBuild: "curated image … is not supported for projects with environment type …". */
function misfit(image: string, own: Machine, path: string): Problem {
  return {
    path,
    code: "item.environment-type",
    message: `The image ${show(image)} runs in ${own} only.`,
    hint: `Write ${own}, or leave the key out.`,
  };
}

function noImage(image: string, reason: string, path: string): Problem {
  return {
    path,
    code: "item.image-name",
    value: show(image),
    message: `${show(image)} names no image: ${reason}.`,
    hint: "Write registry/repository:tag, such as aws/codebuild/standard:7.0 or public.ecr.aws/docker/library/node:20.",
  };
}
