import { type Problem, show } from "../diagnostics/index.js";
import { isForArm, otherMachine } from "./image-machine.js";
import { whyNoImage } from "./image-name.js";

/**
 * Whether the reconciler's builds can run in this image, as far as its name tells. Terraform, the provider and cdktf's
 * prebuilt parts in the bundle are for Linux on x86-64 (`controller/installation/bundle/platform.ts`).
 */
export function checkControllerImage(image: string): Problem[] {
  const reason = whyNoImage(image);
  if (reason !== undefined)
    return [{ ...problem(image, `names no image: ${reason}`), code: "settings.image-name" }];
  const other = otherMachine(image) ?? (isForArm(image) ? "ARM" : undefined);
  if (other === undefined) return [];
  const what = `is an image for ${other}; the tools of builds are for Linux on x86-64`;
  return [{ ...problem(image, what), code: "settings.image-machine" }];
}

function problem(image: string, what: string): Omit<Problem, "code"> {
  return {
    path: "/controller/image",
    value: show(image),
    message: `${show(image)} ${what}.`,
    hint: "Name an image for Linux on x86-64 with Node 20 or 22, such as aws/codebuild/amazonlinux-x86_64-standard:5.0, or leave the key out.",
  };
}
