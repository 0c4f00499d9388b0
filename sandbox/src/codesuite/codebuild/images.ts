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

/** The environment types of the families of curated images, by their names (build-env-ref-available, lambda-compute-images). */
const families: readonly { readonly name: RegExp; readonly types: readonly string[] }[] = [
  { name: /^aws\/codebuild\/ami\//, types: ["LINUX_EC2", "ARM_EC2", "WINDOWS_EC2"] },
  { name: /x86_64-lambda-standard:/, types: ["LINUX_LAMBDA_CONTAINER"] },
  { name: /aarch64-lambda-standard:/, types: ["ARM_LAMBDA_CONTAINER"] },
  { name: /aarch64-standard:/, types: ["ARM_CONTAINER"] },
  { name: /\/windows-base:2019-/, types: ["WINDOWS_SERVER_2019_CONTAINER"] },
  { name: /\/windows-base:2022-/, types: ["WINDOWS_SERVER_2022_CONTAINER"] },
  { name: /\/macos-arm-base:/, types: ["MAC_ARM"] },
  { name: /(x86_64-|\/)standard:/, types: ["LINUX_CONTAINER", "LINUX_GPU_CONTAINER"] },
];

/** Whether a curated image runs on this environment type; one of no family that is known may. */
export function runsOn(image: string, environmentType: string): boolean {
  const family = isCurated(image) ? families.find(({ name }) => name.test(image)) : undefined;
  return family?.types.includes(environmentType) ?? true;
}
