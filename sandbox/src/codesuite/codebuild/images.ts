/**
 * Which compute types an environment type runs on: "On-demand environment types"
 * (user guide, build-env-ref-compute-types).
 */
const general = (sizes: string) => sizes.split(" ").map((size) => `BUILD_GENERAL1_${size}`);
const lambda = ["1GB", "2GB", "4GB", "8GB", "10GB"].map((size) => `BUILD_LAMBDA_${size}`);

export const computeTypesOf: Readonly<Record<string, readonly string[]>> = {
  LINUX_CONTAINER: general("SMALL MEDIUM LARGE XLARGE 2XLARGE"),
  LINUX_GPU_CONTAINER: general("SMALL LARGE"),
  ARM_CONTAINER: general("SMALL MEDIUM LARGE XLARGE 2XLARGE"),
  WINDOWS_CONTAINER: general("MEDIUM LARGE"),
  WINDOWS_SERVER_2019_CONTAINER: general("MEDIUM LARGE"),
  WINDOWS_SERVER_2022_CONTAINER: general("MEDIUM LARGE XLARGE"),
  LINUX_LAMBDA_CONTAINER: lambda,
  ARM_LAMBDA_CONTAINER: lambda,
  LINUX_EC2: general("SMALL MEDIUM LARGE"),
  ARM_EC2: general("SMALL MEDIUM LARGE"),
  WINDOWS_EC2: general("SMALL MEDIUM LARGE"),
  MAC_ARM: general("MEDIUM LARGE"),
};

/** "Docker images provided by CodeBuild" are named `aws/codebuild/...` (build-env-ref-available). */
export function isCurated(image: string): boolean {
  return image.startsWith("aws/codebuild/");
}

export function isLambda(environmentType: string): boolean {
  return environmentType.includes("_LAMBDA_");
}
