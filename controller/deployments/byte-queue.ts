/** A stream's bytes, taken in portions of a wanted size. */
export class ByteQueue {
  #left: Buffer = Buffer.alloc(0);
  #seen = 0;
  readonly #source: AsyncIterator<Buffer>;

  constructor(
    source: AsyncIterable<Buffer>,
    /** In bytes: a small archive may unpack to any size. */
    private readonly most: number,
  ) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async take(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const chunk of this.chunks(size)) parts.push(chunk);
    return Buffer.concat(parts);
  }

  async *chunks(size: number): AsyncGenerator<Buffer> {
    let missing = size;
    while (missing > 0) {
      if (this.#left.length === 0) this.#left = await this.#next();
      const part = this.#left.subarray(0, missing);
      this.#left = this.#left.subarray(part.length);
      missing -= part.length;
      yield part;
    }
  }

  async #next(): Promise<Buffer> {
    const { done, value } = await this.#source.next();
    if (done) throw new Error("It ends before its end.");
    this.#seen += value.length;
    if (this.#seen > this.most) throw new Error(`It holds more than ${this.most} bytes.`);
    return value;
  }
}
