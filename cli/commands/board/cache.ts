/** How long an answer is good, in milliseconds. */
export type GoodFor<T> = (value: T) => number;

interface Entry<T> {
  readonly value: Promise<T>;
  until: number;
}

/** So many answers are kept. */
const mostKept = 100;

/**
 * Asks once for who asks at the same time or soon after, and for a few things at once only: what many viewers open does not
 * reach AWS as often.
 */
export class Cache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #free: (() => void)[] = [];
  #busy = 0;

  constructor(
    private readonly ask: (name: string) => Promise<T>,
    private readonly goodFor: GoodFor<T>,
    private readonly width = 2,
    private readonly now: () => number = Date.now,
  ) {}

  get(name: string): Promise<T> {
    const known = this.#entries.get(name);
    if (known && known.until > this.now()) return known.value;
    const entry = { value: this.#inTurn(name), until: Number.POSITIVE_INFINITY };
    this.#keep(name, entry);
    entry.value.then(
      (value) => {
        entry.until = this.now() + this.goodFor(value);
      },
      () => this.#entries.delete(name),
    );
    return entry.value;
  }

  #keep(name: string, entry: Entry<T>): void {
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > mostKept && oldest !== undefined) this.#entries.delete(oldest);
  }

  async #inTurn(name: string): Promise<T> {
    if (this.#busy >= this.width) await new Promise<void>((resolve) => this.#free.push(resolve));
    else this.#busy += 1;
    try {
      return await this.ask(name);
    } finally {
      const next = this.#free.shift();
      if (next) next();
      else this.#busy -= 1;
    }
  }
}
