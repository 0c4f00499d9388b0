import { type Problem, show } from "../../diagnostics/index.js";
import { isForArm, otherMachine, whyNoImage } from "../../settings/index.js";

type Machine = "ARM_CONTAINER" | "LINUX_CONTAINER";

/** An image whose name no registry takes, and a curated one that does not run on the machine that it would get. */
export function checkImage(image: string, type: Machine | undefined, path: string): Problem[] {
  const reason = whyNoImage(image);
  if (reason !== undefined) return [noImage(image, reason, path)];
  const other = otherMachine(image);
  if (other !== undefined) return [ofOtherMachine(image, other, path)];
  const own: Machine = isForArm(image) ? "ARM_CONTAINER" : "LINUX_CONTAINER";
  const isMisfit = type !== undefined && image.startsWith("aws/codebuild/") && type !== own;
  return isMisfit ? [misfit(image, own, `${path.slice(0, path.lastIndexOf("/"))}/EnvironmentType`)] : [];
}

function ofOtherMachine(image: string, machine: string, path: string): Problem {
  return {
    path,
    code: "item.image-machine",
    value: show(image),
    message: `${show(image)} is an image for ${machine}; jobs run in LINUX_CONTAINER and ARM_CONTAINER.`,
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
