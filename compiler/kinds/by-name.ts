/** The members of a map by code unit of their names, so that the order depends on no locale. */
export function byName<T>(map: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The same as a map again. */
export function sorted<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(byName(map));
}
