/** Curated images of other kinds of machines (CodeBuild user guide, "Docker images provided by CodeBuild"). */
const curated = /^aws\/codebuild\/(?:[a-z0-9_-]*-(?<lambda>lambda)-|(?<windows>windows)-|(?<macos>macos)-)/;

/** The kind of machine that a curated image is for, where that is neither a container of Linux on x86-64 nor on ARM. */
export function otherMachine(image: string): "Lambda" | "Windows" | "macOS" | undefined {
  const { lambda, windows, macos } = curated.exec(image)?.groups ?? {};
  if (lambda) return "Lambda";
  if (windows) return "Windows";
  return macos ? "macOS" : undefined;
}

/** By its name alone: CodeBuild's own images for ARM say `aarch64`, most others `arm64`. */
export function isForArm(image: string): boolean {
  return /aarch64|arm64/i.test(image);
}
