/** The numbers of `1.11.4` or `v1.11.4-beta1`; what follows them does not matter here. */
export type Version = readonly [major: number, minor: number, patch: number];

export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![\d.])/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch ?? 0)];
}

export function compareVersions(left: Version, right: Version): number {
  const [major, minor, patch] = left;
  return major - right[0] || minor - right[1] || patch - right[2];
}

export function isAtLeast(text: string, least: string): boolean {
  const [version, bound] = [parseVersion(text), parseVersion(least)];
  return version !== undefined && bound !== undefined && compareVersions(version, bound) >= 0;
}
