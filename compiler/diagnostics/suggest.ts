import { closest, distance } from "fastest-levenshtein";

/** Longer than any name that is known: comparing costs the product of both lengths. */
const longestName = 200;

/** The nearest known name, if it is near enough to be what was meant. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > longestName) return undefined;
  const candidate = closest(
    name.toLowerCase(),
    known.map((other) => other.toLowerCase()),
  );
  const found = known.find((other) => other.toLowerCase() === candidate);
  const far = Math.min(Math.max(2, Math.floor(name.length / 3)), name.length - 1);
  return distance(name.toLowerCase(), candidate) <= far ? found : undefined;
}
