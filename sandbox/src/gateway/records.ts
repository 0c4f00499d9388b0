/** One call that came through the gateway. */
export interface CallRecord {
  /** Milliseconds since 1970, when the request's head had come. */
  readonly time: number;
  /** Milliseconds until the answer was handed on. */
  readonly duration: number;
  readonly service: string;
  readonly action: string;
  readonly region: string;
  /** A name, ARN or `bucket/key`, where the request has one. */
  readonly resource?: string;
  /** The caller's account: 12 digits. Absent for unsigned calls and unknown keys. */
  readonly account?: string;
  /** The caller's ARN, of the session for assumed roles. */
  readonly principal?: string;
  /** Absent when the caller got no answer. */
  readonly status?: number;
  /** AWS's code, for calls that were refused or failed. */
  readonly errorCode?: string;
  readonly requestId?: string;
  /** The fault that was injected. */
  readonly fault?: string;
}

export type Listener = (record: CallRecord) => void;

/** The calls of late, oldest first; older ones than `capacity` are forgotten. */
export class Records {
  readonly #capacity: number;
  readonly #listeners = new Set<Listener>();
  #kept: CallRecord[] = [];

  constructor(capacity = 20_000) {
    this.#capacity = capacity;
  }

  add(record: CallRecord): void {
    this.#kept.push(record);
    // Dropped in bulk, so that adding stays cheap.
    if (this.#kept.length >= 2 * this.#capacity) this.#kept = this.#kept.slice(-this.#capacity);
    for (const listener of this.#listeners) listener(record);
  }

  list(): readonly CallRecord[] {
    return this.#kept.slice(-this.#capacity);
  }

  clear(): void {
    this.#kept = [];
  }

  /** Tells of every call from now on, until the function that it returns is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
