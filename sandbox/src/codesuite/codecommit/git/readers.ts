import { type GitObject, ObjectReader } from "./reader.js";

/** Processes that stay, at most. */
const capacity = 8;
/** Milliseconds: how long one stays that nobody asks. */
const patience = 30_000;

interface Kept {
  readonly reader: ObjectReader;
  timer?: NodeJS.Timeout;
}

/** The readers of the repositories that were asked last. */
export class ObjectReaders {
  readonly #kept = new Map<string, Kept>();
  readonly #ending = new Set<Promise<void>>();
  #isClosed = false;

  async read(folder: string, id: string): Promise<GitObject | undefined> {
    if (this.#isClosed) throw new Error("The sandbox ends: nothing is read any more.");
    const kept = this.#kept.get(folder) ?? this.#open(folder);
    clearTimeout(kept.timer);
    kept.timer = setTimeout(() => void this.end(folder), patience).unref();
    // The last one asked is the last one to go.
    this.#kept.delete(folder);
    this.#kept.set(folder, kept);
    return kept.reader.read(id);
  }

  async end(folder: string): Promise<void> {
    const kept = this.#kept.get(folder);
    if (!kept) return;
    this.#kept.delete(folder);
    clearTimeout(kept.timer);
    const ended = kept.reader.end().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
    await ended;
  }

  /** A pipeline may still ask; it begins no process that nobody would end. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const folder of [...this.#kept.keys()]) void this.end(folder);
    await Promise.all(this.#ending);
  }

  #open(folder: string): Kept {
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= capacity && oldest !== undefined) void this.end(oldest);
    const kept: Kept = { reader: new ObjectReader(folder) };
    // One that has died is not asked again.
    void kept.reader.ended.then(() => {
      if (this.#kept.get(folder) === kept) this.#kept.delete(folder);
    });
    return kept;
  }
}
