import { setTimeout as sleep } from "node:timers/promises";

export interface UntilOptions {
  readonly timeoutMs: number;
  /** What is waited for, in words. */
  readonly what: string;
  readonly signal?: AbortSignal;
  readonly pauseMs?: number;
}

/** Tries again until it gives a value and does not throw. Throws with the last error when the time is over. */
export async function until<T>(attempt: () => Promise<T | undefined>, patience: UntilOptions): Promise<T> {
  const { timeoutMs, what, signal, pauseMs = 2_000 } = patience;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await attempt().catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    );
    if (found !== undefined && !(found instanceof Error)) return found;
    if (Date.now() > deadline) {
      const reason = found instanceof Error ? ` ${found.name}: ${found.message}` : "";
      throw new Error(`Waited ${Math.round(timeoutMs / 1000)} seconds for ${what}.${reason}`);
    }
    await sleep(pauseMs, undefined, signal && { signal });
  }
}
