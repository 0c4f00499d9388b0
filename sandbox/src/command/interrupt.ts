const endSignals = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs something that ends in order at the first interrupt. A second one ends this process at once, as if nobody had
 * listened.
 */
export async function untilInterrupted(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const interrupt = () => {
    stopListening();
    controller.abort(new Error("The sandbox was interrupted."));
  };
  const stopListening = () => {
    for (const name of endSignals) process.off(name, interrupt);
  };
  for (const name of endSignals) process.on(name, interrupt);
  try {
    await run(controller.signal);
  } finally {
    stopListening();
  }
}
