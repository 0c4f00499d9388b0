/**
 * The first list, in its order, with what only the second has behind what stands before it there. So an action that is
 * switched off, or gone, is drawn where it would run.
 */
export function interleave<T>(first: readonly T[], second: readonly T[], keyOf: (one: T) => string): T[] {
  const known = new Set(first.map(keyOf));
  const behind = new Map<string, T[]>();
  let last = "";
  for (const one of second) {
    if (known.has(keyOf(one))) last = keyOf(one);
    else behind.set(last, [...(behind.get(last) ?? []), one]);
  }
  return [...(behind.get("") ?? []), ...first.flatMap((one) => [one, ...(behind.get(keyOf(one)) ?? [])])];
}
