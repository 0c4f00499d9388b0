import { marks } from "../../cli/shared/colors.js";
import type { Terminal } from "../../cli/shared/terminal.js";

export interface Transcript extends Terminal {
  /** What went to stdout, as values. */
  readonly values: unknown[];
  /** Documents that went to stdout. */
  readonly texts: string[];
  /** What went to stderr. */
  readonly lines: string[];
}

/** A terminal without colours that remembers. */
export function transcript(): Transcript {
  const values: unknown[] = [];
  const texts: string[] = [];
  const lines: string[] = [];
  return {
    values,
    texts,
    lines,
    data: (value) => void values.push(value),
    print: (text) => void texts.push(text),
    say: (line) => void lines.push(line),
    progress: (line) => void lines.push(line),
    colors: marks(false).colors,
  };
}
