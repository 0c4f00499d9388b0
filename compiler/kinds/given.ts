/** A value that the checks have proven to be there. Throws where they did not: that is a mistake in stagewright. */
export function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The checks of the item let ${what} be missing.`);
  return value;
}
