import type { Call } from "./call.js";

/** Which calls are meant. Each is a name or a pattern with `*`; what is left out matches everything. */
export interface CallPattern {
  /** As in IAM actions, such as `s3`. */
  readonly service?: string;
  readonly action?: string;
  readonly resource?: string;
  /** The caller's ARN. */
  readonly principal?: string;
}

/** At which of the matching calls: the n-th (from 1), the first, every one, or some by chance that a seed repeats. */
export type Occurrence = number | "first" | "every" | { readonly probability: number; readonly seed: number };

/** What the caller of a failed call is told. */
export interface Failure {
  /** AWS's code as the service spells it, such as `ConditionalCheckFailedException`. */
  readonly code: string;
  readonly message?: string;
  /** Default 400. */
  readonly status?: number;
}

export type Effect =
  | { readonly fail: Failure }
  /** Fails as the call's protocol words a request rate that is too high. */
  | { readonly throttle: true }
  /** Milliseconds before the call goes on. */
  | { readonly delay: number }
  /** Ends the connection: before the call is passed on, or after its effect and without its answer. */
  | { readonly drop: "before" | "after" };

export interface Fault {
  readonly match: CallPattern;
  /** Default `first`. */
  readonly at?: Occurrence;
  readonly effect: Effect;
}

/** Called at a matching call, which waits for it. */
export type Hook = (call: Call) => Promise<void> | void;

/** An injected fault, until it is removed. */
export interface InjectedFault {
  readonly id: string;
  /** How many calls matched, and at how many the fault took effect. */
  readonly counts: { readonly matched: number; readonly fired: number };
  remove(): void;
}

/** What is to happen to one call, in the order in which it was asked for. */
export interface FiredFault {
  readonly id: string;
  readonly act: Effect | Hook;
}

interface Rule {
  readonly id: string;
  readonly match: CallPattern;
  readonly isDue: (occurrence: number) => boolean;
  readonly act: Effect | Hook;
  matched: number;
  fired: number;
}

export class Faults {
  readonly #rules = new Map<string, Rule>();
  #lastId = 0;

  inject({ match, at, effect }: Fault): InjectedFault {
    return this.#add(match, at, effect);
  }

  /** Waits for the hook at the matching call before the call goes on. */
  onMatch(match: CallPattern, at: Occurrence, hook: Hook): InjectedFault {
    return this.#add(match, at, hook);
  }

  list(): readonly { readonly id: string; readonly matched: number; readonly fired: number }[] {
    return [...this.#rules.values()].map(({ id, matched, fired }) => ({ id, matched, fired }));
  }

  remove(id: string): boolean {
    return this.#rules.delete(id);
  }

  clear(): void {
    this.#rules.clear();
  }

  /** Counts a call and says which faults take effect at it. */
  fire(call: Call, principal: string | undefined): readonly FiredFault[] {
    const due: FiredFault[] = [];
    for (const rule of this.#rules.values()) {
      if (!matches(rule.match, call, principal)) continue;
      rule.matched += 1;
      if (!rule.isDue(rule.matched)) continue;
      rule.fired += 1;
      due.push({ id: rule.id, act: rule.act });
    }
    return due;
  }

  #add(match: CallPattern, at: Occurrence = "first", act: Effect | Hook): InjectedFault {
    this.#lastId += 1;
    const rule: Rule = { id: `fault-${this.#lastId}`, match, isDue: schedule(at), act, matched: 0, fired: 0 };
    this.#rules.set(rule.id, rule);
    return { id: rule.id, counts: rule, remove: () => void this.remove(rule.id) };
  }
}

function matches(pattern: CallPattern, call: Call, principal: string | undefined): boolean {
  const seen = { service: call.service, action: call.action, resource: call.resource, principal };
  return Object.entries(pattern).every(([name, expected]) =>
    isLike(seen[name as keyof CallPattern] ?? "", expected),
  );
}

function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(text);
}

function schedule(at: Occurrence): (occurrence: number) => boolean {
  if (at === "every") return () => true;
  if (at === "first") return (occurrence) => occurrence === 1;
  if (typeof at === "number") return (occurrence) => occurrence === at;
  const random = randomFrom(at.seed);
  return () => random() < at.probability;
}

/** Numbers from 0 to 1 that the seed alone decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
