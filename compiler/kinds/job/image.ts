import { isForArm } from "../../settings/index.js";

export interface Image {
  readonly image: string;
  readonly type: "ARM_CONTAINER" | "LINUX_CONTAINER";
  readonly imagePullCredentialsType: "CODEBUILD" | "SERVICE_ROLE";
}

/**
 * What CodeBuild must know of an image: images of AWS are pulled with CodeBuild's own credentials, all others
 * with the job's role (CodeBuild API reference, ProjectEnvironment). An image for ARM says so in its name, or the item does.
 */
export function imageOf(image: string, environmentType?: Image["type"]): Image {
  return {
    image,
    type: environmentType ?? (isForArm(image) ? "ARM_CONTAINER" : "LINUX_CONTAINER"),
    imagePullCredentialsType: image.startsWith("aws/codebuild/") ? "CODEBUILD" : "SERVICE_ROLE",
  };
}
