import { timestamp } from "../clock.js";

const firstMs = 60_000;
const longestMs = 60 * 60_000;

/** One minute after the first failure, twice as long after each further one, up to an hour. */
export function afterFailure(earlier: number, now: number): { failures: number; at: string } {
  return { failures: earlier + 1, at: timestamp(now + Math.min(firstMs * 2 ** earlier, longestMs)) };
}
