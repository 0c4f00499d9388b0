import type { Outcome } from "./record.js";

interface Bound {
  readonly lines: number;
  /** In UTF-8, as DynamoDB counts: a row holds 400 KB, and ours is to stay below 32. */
  readonly bytes: number;
}

/** 8 KB together. A line is a problem. */
const message: Bound = { lines: 50, bytes: 6_000 };
const hint: Bound = { lines: 50, bytes: 2_000 };
const recovered: Bound = { lines: 20, bytes: 2_000 };
const tailBytes = 8_000;
/** Of each run in the history. */
const brief: Bound = { lines: 1, bytes: 250 };

/** An outcome that a record can bear: what is cut says how much. What is bounded already stays as it is. */
export function bounded(outcome: Outcome): Outcome {
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
export function remembered({ tail: _, ...outcome }: Outcome): Outcome {
  const { failure, recovered: found } = outcome;
  const first = (text: string) => cut(text.split("\n")[0] ?? "", brief.bytes);
  return {
    ...outcome,
    ...(failure && { failure: { ...failure, message: first(failure.message), hint: "" } }),
    ...(found && { recovered: found.slice(0, brief.lines).map(first) }),
  };
}

/** The line that says how many more there are takes the place of two or more. */
function shortened(text: string, { lines: most, bytes }: Bound): string {
  const lines = text.split("\n");
  if (lines.length <= most + 1 && Buffer.byteLength(text) <= bytes) return text;
  const room = bytes - Buffer.byteLength(`\n${andMore(lines.length)}`);
  const kept = firstLines(lines.slice(0, most), room);
  const left = lines.length - kept.length;
  return [...kept, ...(left > 0 ? [andMore(left)] : [])].join("\n");
}

function andMore(lines: number): string {
  return `… and ${lines.toLocaleString("en")} more`;
}

function firstLines(lines: readonly string[], bytes: number): string[] {
  const [first = ""] = lines;
  if (Buffer.byteLength(first) > bytes) return [cut(first, bytes)];
  let left = bytes + 1;
  const end = lines.findIndex((line) => {
    left -= Buffer.byteLength(line) + 1;
    return left < 0;
  });
  return lines.slice(0, end < 0 ? lines.length : end);
}

function lastLines(lines: readonly string[]): string[] {
  return firstLines(lines.toReversed(), tailBytes).reverse();
}

/** No character is cut in two. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const whole = Buffer.from(text).subarray(0, bytes - Buffer.byteLength("…"));
  return `${new TextDecoder().decode(whole, { stream: true })}…`;
}
