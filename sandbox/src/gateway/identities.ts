import type { Identity } from "../emulator/identity.js";

/** Asks whose an access key is; an unknown, inactive or expired key has no identity. */
export type Identify = (accessKeyId: string) => Promise<Identity | undefined>;

interface Kept {
  readonly identity: Identity;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A user's key may be taken away at any time; a session and an account's root stay what they are. */
const userKeyLifetime = 1000;
const capacity = 1000;

/** Whose access keys are, asked once while the answer holds. */
export class Identities {
  readonly #identify: Identify;
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept>();

  constructor(identify: Identify, now: () => number = Date.now) {
    this.#identify = identify;
    this.#now = now;
  }

  async of(accessKeyId: string): Promise<Identity | undefined> {
    const kept = this.#kept.get(accessKeyId);
    if (kept && kept.until > this.#now()) return kept.identity;
    this.#kept.delete(accessKeyId);
    const identity = await this.#identify(accessKeyId);
    if (identity) this.#keep(accessKeyId, identity);
    return identity;
  }

  #keep(accessKeyId: string, identity: Identity): void {
    const oldest = this.#kept.keys().next();
    if (this.#kept.size >= capacity && !oldest.done) this.#kept.delete(oldest.value);
    this.#kept.set(accessKeyId, { identity, until: this.#lifetimeOf(identity) });
  }

  #lifetimeOf(identity: Identity): number {
    if (identity.expiresAt) return identity.expiresAt;
    return identity.arn.endsWith(":root") ? Number.POSITIVE_INFINITY : this.#now() + userKeyLifetime;
  }
}
