const signals = ["SIGINT", "SIGTERM"] as const;

/** Runs work that ends in good order at Ctrl-C or a polite kill; the second one ends it at once. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) =>
    controller.abort(new Error(`Interrupted by ${name}: nothing was changed.`));
  for (const name of signals) process.once(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of signals) process.off(name, stop);
  }
}
