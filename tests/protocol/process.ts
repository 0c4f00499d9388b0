import type { Scheduler } from "fast-check";

const never = new Promise<never>(() => {});

/** A program of the model: a Lambda call or a build. It can be killed wherever it waits for something. */
export class ModelProcess {
  #alive = true;
  /** After its death: how many steps of others its last requests take to arrive; undefined: they never do. */
  #delay: number | undefined;
  readonly #timers = new Set<() => void>();

  constructor(
    readonly name: string,
    private readonly scheduler: Scheduler,
  ) {}

  get alive(): boolean {
    return this.#alive;
  }

  /** Requests on their way may still be done, as much later as `delay` says, with nobody to hear the answer. */
  kill(delay?: number): void {
    this.#alive = false;
    this.#delay = delay;
    this.#timers.clear();
  }

  end(): void {
    this.#alive = false;
    this.#timers.clear();
  }

  /** Something that is done elsewhere at the process's request, some time later. */
  async remote<T>(label: string, act: () => Promise<T>): Promise<T> {
    await this.scheduler.schedule(Promise.resolve(), `${this.name}: ${label}`);
    if (!this.#alive && !(await this.#arrivesLate(label))) return never;
    const answer = await act();
    return this.#alive ? answer : never;
  }

  /** Something that is done in the process, or in a child that dies with it. */
  async local<T>(label: string, act: () => T): Promise<T> {
    await this.scheduler.schedule(Promise.resolve(), `${this.name}: ${label}`);
    return this.#alive ? act() : never;
  }

  async #arrivesLate(label: string): Promise<boolean> {
    for (let left = this.#delay ?? 0; left > 0; left--) {
      await this.scheduler.schedule(Promise.resolve(), `${this.name}: ${label}, on its way`);
    }
    return this.#delay !== undefined;
  }

  every(task: () => void): () => void {
    this.#timers.add(task);
    return () => this.#timers.delete(task);
  }

  tick(): void {
    for (const task of this.#timers) task();
  }
}
