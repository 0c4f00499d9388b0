import type { Outcome } from "./record.js";

interface Bound {
  /** A line with the indented lines that follow it is one entry: a problem with its hint. */
  readonly entries: number;
  /** In UTF-8, as DynamoDB counts: a row holds 400 KB, and ours is to stay below 32. */
  readonly bytes: number;
}

/** 8 KB together. */
const message: Bound = { entries: 50, bytes: 6_000 };
const hint: Bound = { entries: 50, bytes: 2_000 };
const recovered: Bound = { entries: 20, bytes: 2_000 };
const tailBytes = 8_000;
/** Of each run in the history. */
const brief: Bound = { entries: 1, bytes: 250 };

/** An outcome that a record can bear: what is cut says how much. What is bounded already stays as it is. */
export function boundOutcome(outcome: Outcome): Outcome {
  const { failure, recovered: found, tail } = outcome;
  return {
    ...outcome,
    ...(failure && {
      failure: {
        ...failure,
        message: shortened(failure.message, message),
        hint: shortened(failure.hint, hint),
      },
    }),
    ...(found && { recovered: shortened(found.join("\n"), recovered).split("\n") }),
    ...(tail && { tail: lastLines(tail) }),
  };
}

/** What a record remembers of a run that others followed: of many lines the first, and no output. */
export function briefOutcome({ tail: _, ...outcome }: Outcome): Outcome {
  const { failure, recovered: found } = outcome;
  const first = (text: string) => cut(text.split("\n")[0] ?? "", brief.bytes);
  return {
    ...outcome,
    ...(failure && { failure: { ...failure, message: first(failure.message), hint: "" } }),
    ...(found && { recovered: found.slice(0, brief.entries).map(first) }),
  };
}

/** The line that says how many more there are takes the place of two or more. */
function shortened(text: string, { entries: most, bytes }: Bound): string {
  const entries = text.split(/\n(?! )/);
  if (entries.length <= most + 1 && Buffer.byteLength(text) <= bytes) return text;
  const room = bytes - Buffer.byteLength(`\n${andMore(entries.length)}`);
  const kept = firstOf(entries.slice(0, most), room);
  const left = entries.length - kept.length;
  return [...kept, ...(left > 0 ? [andMore(left)] : [])].join("\n");
}

function andMore(entries: number): string {
  return `… and ${entries.toLocaleString("en")} more`;
}

/** At least the first, as much of it as there is room for. */
function firstOf(entries: readonly string[], bytes: number): string[] {
  const [first = ""] = entries;
  if (Buffer.byteLength(first) > bytes) return [cut(first, bytes)];
  let left = bytes + 1;
  const end = entries.findIndex((entry) => {
    left -= Buffer.byteLength(entry) + 1;
    return left < 0;
  });
  return entries.slice(0, end < 0 ? entries.length : end);
}

function lastLines(lines: readonly string[]): string[] {
  return firstOf(lines.toReversed(), tailBytes).reverse();
}

/** No character is cut in two. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const whole = Buffer.from(text).subarray(0, bytes - Buffer.byteLength("…"));
  return `${new TextDecoder().decode(whole, { stream: true })}…`;
}
