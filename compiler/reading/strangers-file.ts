import { lstatSync, statSync } from "node:fs";

/** The user ids that own a file: of a link, also of what it leads to. */
export type OwnersOf = (path: string) => readonly number[];

const ownersOnDisk: OwnersOf = (path) => [lstatSync(path).uid, statSync(path).uid];

export interface FileOwners {
  /** Who runs this. */
  readonly self?: number;
  readonly ownersOf?: OwnersOf;
}

/**
 * Whether a file that was found on the way up, and that nobody named, belongs to somebody else: not to who runs this, nor
 * to root, nor to whom the folder belongs that all began in. Below a folder that everybody may write, such as /tmp, anybody
 * can leave one. Where there are no user ids, as on Windows, nothing is a stranger's.
 */
export function isStrangers(
  file: string,
  folder: string,
  { self = process.getuid?.(), ownersOf = ownersOnDisk }: FileOwners = {},
): boolean {
  if (self === undefined) return false;
  const trusted = [self, 0, ...ownersOf(folder)];
  return !ownersOf(file).every((owner) => trusted.includes(owner));
}
