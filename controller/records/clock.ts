/** The only source of time, so that a test can hold it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs a task again and again; the function returned ends that. */
  every(intervalMs: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  every: (intervalMs, task) => {
    const timer = setInterval(task, intervalMs);
    return () => clearInterval(timer);
  },
};

/** As tables hold times: in text that sorts by time. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
