import { lstat, stat } from "node:fs/promises";

export interface CodeOwners {
  /** Who runs this; undefined where there are no user ids, as on Windows. */
  readonly self: number | undefined;
  ownersOf(path: string): Promise<readonly number[]>;
}

export const ownersOnDisk: CodeOwners = {
  self: process.getuid?.(),
  ownersOf: async (path) => [(await lstat(path)).uid, (await stat(path)).uid],
};

/**
 * Whether code that was found on the way up from a folder belongs to somebody else: not to who runs this, nor to root, nor
 * to whom that folder belongs. Node looks for packages up to the root, past folders that everybody may write.
 */
export async function isStrangersCode(
  files: readonly string[],
  folder: string,
  { self, ownersOf }: CodeOwners,
): Promise<boolean> {
  if (self === undefined) return false;
  const trusted = [self, 0, ...(await ownersOf(folder))];
  const owners = await Promise.all(files.map(ownersOf));
  return !owners.flat().every((owner) => trusted.includes(owner));
}
