/** Under these, what we ship may contain or install other people's code: all let it be used, changed and sold. */
const permissive = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "PSF-2.0",
  "Public Domain",
]);

/** MPL-2.0 asks that changes to its own files stay open: fine for what is taken as it is, and so by name. */
const named: Readonly<Record<string, string>> = { cdktf: "MPL-2.0", "@cdktf/provider-aws": "MPL-2.0" };

export interface Licensed {
  readonly name: string;
  /** As SPDX calls it. */
  readonly licence: string;
}

export function refusedLicences(packages: readonly Licensed[]): Licensed[] {
  return packages.filter(({ name, licence }) => !permissive.has(licence) && named[name] !== licence);
}
