import { setTimeout as sleep } from "node:timers/promises";

export interface Patience {
  /** Milliseconds for all of it. */
  readonly timeout: number;
  /** Milliseconds between two looks. */
  readonly interval: number;
}

/** Looks until there is something to see, and gives that. Also where no test runs, as in a bench. */
export async function until<T>(
  look: () => Promise<T | undefined | false>,
  { timeout, interval }: Patience,
): Promise<T> {
  for (const deadline = performance.now() + timeout; ; await sleep(interval)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline) throw new Error(`Nothing came of it in ${timeout / 1000} s.`);
  }
}
