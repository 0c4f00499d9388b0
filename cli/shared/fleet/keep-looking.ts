import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Failure, messageOf } from "../../../controller/records/index.js";
import { explainOutside } from "../outside.js";

/** What one look gave: a picture, or why there is none. Times are ISO 8601, UTC. */
export type Look<T> = { readonly at: string; readonly next: string } & (
  | { readonly picture: T; readonly problem?: never }
  | { readonly problem: Failure; readonly picture?: never }
);

export interface Looking<T> {
  /** Is broken off by `signal`, or else goes on when all has ended. */
  readonly read: (signal: AbortSignal) => Promise<T>;
  readonly tell: (look: Look<T>) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Waits until somebody wants to see something. */
  readonly wanted?: () => Promise<void>;
  /** For tests: milliseconds between two looks. */
  readonly pause?: (took: number, failures: number) => number;
}

/**
 * Looks again and again, one look at a time, until it is ended, which leaves a look that is on its way behind. A look that
 * fails says why, and the next one waits longer.
 */
export async function keepLooking<T>(looking: Looking<T>): Promise<void> {
  const { signal, wanted = async () => {} } = looking;
  const ended = endOf(signal);
  let failures = 0;
  for (;;) {
    await wanted();
    if (signal.aborted) return;
    const pause = await lookOnce(looking, ended, failures);
    if (!pause) return;
    failures = pause.failures;
    await sleep(pause.milliseconds, undefined, { signal }).catch(() => undefined);
  }
}

async function endOf(signal: AbortSignal): Promise<undefined> {
  if (!signal.aborted) await once(signal, "abort");
}

async function lookOnce<T>(
  { read, tell, signal, pause = pauseAfter }: Looking<T>,
  ended: Promise<undefined>,
  before: number,
) {
  const began = Date.now();
  const result = await Promise.race([resultOf(() => read(signal)), ended]);
  if (!result || signal.aborted) return undefined;
  const failures = "problem" in result ? before + 1 : 0;
  const now = Date.now();
  const milliseconds = pause(now - began, failures);
  const times = { at: new Date(now).toISOString(), next: new Date(now + milliseconds).toISOString() };
  tell({ ...times, ...result });
  return { failures, milliseconds };
}

async function resultOf<T>(read: () => Promise<T>) {
  try {
    return { picture: await read() };
  } catch (error) {
    return { problem: (await explainOutside(error)) ?? unexplained(error) };
  }
}

function unexplained(error: unknown): Failure {
  return { class: "unknown", message: messageOf(error), hint: "`stagewright doctor` may say more." };
}

const shortest = 5_000;
const longest = 60_000;
const longestAfterFailures = 300_000;

/** Milliseconds: a look takes a tenth of the time at most, and each that fails doubles the wait, as throttling asks for. */
export function pauseAfter(took: number, failures: number): number {
  if (failures > 0) return Math.min(longestAfterFailures, shortest * 2 ** failures);
  return Math.min(longest, Math.max(shortest, 9 * took));
}
