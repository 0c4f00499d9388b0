/** What a test goes on with. Throws where it is not there, instead of failing later for another reason. */
export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("What this test goes on with is not there.");
  return value;
}
