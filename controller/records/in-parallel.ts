/** Does `task` for each of `things`, so many at once; the results in the order of the things. */
export async function inParallel<T, R>(
  things: readonly T[],
  width: number,
  task: (thing: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = things.entries();
  const work = async () => {
    for (const [index, thing] of waiting) results[index] = await task(thing);
  };
  await Promise.all(Array.from({ length: Math.max(1, width) }, work));
  return results;
}
