/** Bytes as they arrive, for who knows how many of them belong together. */
export class ByteQueue {
  #chunks: Buffer[] = [];
  #length = 0;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The next bytes, once all of them are here. */
  take(length: number): Buffer | undefined {
    if (this.#length < length) return undefined;
    const all = this.#joined();
    this.#keep(all.subarray(length));
    return all.subarray(0, length);
  }

  /** The next line without its end, once it is here. */
  line(): string | undefined {
    const all = this.#joined();
    const end = all.indexOf("\n");
    if (end < 0) return undefined;
    this.#keep(all.subarray(end + 1));
    return all.toString("utf8", 0, end);
  }

  #joined(): Buffer {
    const [first, ...others] = this.#chunks;
    if (!first || others.length === 0) return first ?? Buffer.alloc(0);
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }

  #keep(bytes: Buffer): void {
    this.#chunks = bytes.length > 0 ? [bytes] : [];
    this.#length = bytes.length;
  }
}
