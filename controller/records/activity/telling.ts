import { compareTexts } from "./mark.js";
import type { ActionFailure, Seen, ToldFailure } from "./seen.js";

/** How many failures are remembered that people were told of. */
const mostTold = 20;

/** One failure has one: a retry that fails again is another. */
export function failureId({
  execution,
  attempt,
  of,
}: Pick<ActionFailure, "execution" | "attempt" | "of">): string {
  return `${execution} ${attempt} ${of}`;
}

/**
 * Claims a failure for who is to tell people of it; undefined where it was told, is being told, or is older than all that is
 * remembered. Who claims it and dies is followed by whoever comes when the claim has run out.
 */
export function claimed(
  seen: Seen,
  failure: ActionFailure,
  { now, until }: { readonly now: string; readonly until: string },
): Seen | undefined {
  const id = failureId(failure);
  const known = seen.told.find((each) => each.id === id);
  if (known && (known.until === undefined || known.until > now)) return undefined;
  if (!known && isForgotten(seen.told, failure)) return undefined;
  return { ...seen, told: withTold(seen.told, { id, at: failure.at, until }) };
}

export function told(seen: Seen, failure: ActionFailure): Seen {
  return { ...seen, told: withTold(seen.told, { id: failureId(failure), at: failure.at }) };
}

function isForgotten(all: readonly ToldFailure[], { at }: ActionFailure): boolean {
  return all.length >= mostTold && all.every((each) => each.at > at);
}

function withTold(all: readonly ToldFailure[], one: ToldFailure): readonly ToldFailure[] {
  const others = all.filter(({ id }) => id !== one.id);
  return [...others, one]
    .sort((a, b) => compareTexts(a.at, b.at) || compareTexts(a.id, b.id))
    .slice(-mostTold);
}
