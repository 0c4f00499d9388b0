/** Run orders of one stage, each for no more than so many actions. */
export class RunOrders {
  readonly #taken = new Map<number, number>();

  constructor(private readonly atOnce: number) {}

  /** The first from this one on that has room, which is taken then. */
  next(from: number): number {
    let order = from;
    while (this.#count(order) >= this.atOnce) order += 1;
    this.#taken.set(order, this.#count(order) + 1);
    return order;
  }

  #count(order: number): number {
    return this.#taken.get(order) ?? 0;
  }
}
