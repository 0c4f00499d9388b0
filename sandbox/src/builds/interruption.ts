import type { PhaseContext } from "./phases.js";

/** A build was stopped or ran out of time: its phase and itself end so. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor(
    readonly status: "STOPPED" | "TIMED_OUT",
    readonly context?: PhaseContext,
  ) {
    super(`The build was ended: ${status}`);
  }
}

/** What may end a build early: its time-out, or someone who stops it. */
export class Interruption {
  readonly #stopSignal: AbortSignal | undefined;
  readonly #controller = new AbortController();
  readonly #happened: Promise<never>;
  #timer: NodeJS.Timeout | undefined;
  readonly #stop = () => this.#controller.abort(new Interrupted("STOPPED"));

  constructor(
    stopSignal: AbortSignal | undefined,
    /** Ends what runs, before the interruption is reported. */
    endWork: () => Promise<void>,
  ) {
    this.#stopSignal = stopSignal;
    this.#happened = new Promise((_, reject) => {
      const report = () => reject(this.#controller.signal.reason);
      this.signal.addEventListener("abort", () => endWork().then(report, report), { once: true });
    });
    this.#happened.catch(() => undefined);
    stopSignal?.addEventListener("abort", this.#stop, { once: true });
    if (stopSignal?.aborted) this.#stop();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  startTimer(timeoutMs: number): void {
    const timedOut = new Interrupted("TIMED_OUT", {
      statusCode: "BUILD_TIMED_OUT",
      message: "Build has timed out. ",
    });
    this.#timer = setTimeout(() => this.#controller.abort(timedOut), timeoutMs);
  }

  /** The work's outcome, or the interruption if that comes first. */
  async race<T>(work: Promise<T>): Promise<T> {
    const outcome = await Promise.race([work.then(keep, fail), this.#happened]);
    if (this.signal.aborted) return this.#happened;
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  }

  /** Nothing interrupts from here on. */
  dismiss(): void {
    clearTimeout(this.#timer);
    this.#stopSignal?.removeEventListener("abort", this.#stop);
  }
}

function keep<T>(value: T): { value: T } {
  return { value };
}

function fail(error: unknown): { error: unknown } {
  return { error };
}
