import { type Problem, show } from "../diagnostics/index.js";
import { whyNoImage } from "../settings/index.js";

/** An image whose name no registry takes. */
export function checkImage(image: string, path: string): Problem[] {
  const reason = whyNoImage(image);
  if (reason === undefined) return [];
  return [
    {
      path,
      code: "item.image-name",
      value: show(image),
      message: `${show(image)} names no image: ${reason}.`,
      hint: "Write registry/repository:tag, such as aws/codebuild/standard:7.0 or public.ecr.aws/docker/library/node:20.",
    },
  ];
}
