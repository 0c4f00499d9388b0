/** The numbers of `1.11.4` or `v1.11.4-beta1`; what follows them does not matter here. */
export type Version = readonly [major: number, minor: number, patch: number];

export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![\d.])/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch ?? 0)];
}

/** Less than zero where the left is older. A part that is not there counts as zero. */
export function compareVersions(left: readonly number[], right: readonly number[]): number {
  const at = [0, 1, 2].find((index) => (left[index] ?? 0) !== (right[index] ?? 0));
  return at === undefined ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

export function isAtLeast(text: string, least: string): boolean {
  const [version, bound] = [parseVersion(text), parseVersion(least)];
  return version !== undefined && bound !== undefined && compareVersions(version, bound) >= 0;
}
