/** How often a property is tried, or how long it may take: as said, and ten times that in `npm run test:long`. */
export function times(runs: number): number {
  return process.env.STAGEWRIGHT_TEST_LONG ? 10 * runs : runs;
}
