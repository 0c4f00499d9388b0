/** A command of a page, with what the page shows of its output. */
export interface TypedStep {
  /** Of the page, from 1. */
  readonly line: number;
  readonly command: string;
  /** With `<name>` for what differs from run to run, and `…` for what is left out. */
  readonly output: readonly string[];
}

/** A file that the reader is to write: a fenced block whose first line is a comment with its name. */
export interface WrittenFile {
  readonly line: number;
  readonly name: string;
  readonly text: string;
}

export type Part = TypedStep | WrittenFile;

interface Block {
  readonly language: string;
  /** Of its first line within the page, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** What a page has its reader do, in order. Throws where a block shows output before any command. */
export function partsOf(page: string): Part[] {
  return blocksOf(page).flatMap((block): Part[] => {
    if (block.language === "console") return stepsIn(block);
    const name = /^# (\S+)$/.exec(block.lines[0] ?? "")?.[1];
    return name ? [{ line: block.line, name, text: `${block.lines.join("\n")}\n` }] : [];
  });
}

function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(({ index, 1: language = "", 2: text = "" }) => ({
    language,
    line: page.slice(0, index).split("\n").length + 1,
    lines: text.split("\n").slice(0, -1),
  }));
}

function stepsIn({ line, lines }: Block): TypedStep[] {
  const starts = lines.flatMap((text, at) => (text.startsWith("$ ") ? [at] : []));
  if (starts[0] !== 0) throw new Error(`Line ${line}: a block of commands begins with none.`);
  return starts.map((at, nth) => ({
    line: line + at,
    command: (lines[at] ?? "").slice(2),
    output: lines.slice(at + 1, starts[nth + 1]),
  }));
}

/** The first line of the page that did not come, or nothing where all of it came. */
export function mismatch({ line, output }: TypedStep, came: readonly string[]): string | undefined {
  let at = 0;
  for (const [nth, expected] of output.entries()) {
    if (expected === "…") continue;
    const pattern = patternOf(expected);
    const mayBeLater = output[nth - 1] === "…";
    const found = came.findIndex((text, place) => place >= at && pattern.test(text));
    if (found < 0 || (found > at && !mayBeLater)) return `Line ${line + nth + 1} did not come: ${expected}`;
    at = found + 1;
  }
  const isAll = output.at(-1) === "…" || at === came.length;
  return isAll ? undefined : `After line ${line + output.length} came more: ${came[at]}`;
}

function patternOf(expected: string): RegExp {
  const literal = expected.split(/<[a-z]+>/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join("(?:.+?)")}$`);
}
