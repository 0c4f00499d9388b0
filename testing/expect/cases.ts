/** Values for `it.each`, which would take a list for several arguments. */
export function cases(...values: readonly unknown[]): [unknown][] {
  return values.map((value) => [value]);
}
