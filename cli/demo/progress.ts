import type { Terminal } from "../shared/terminal.js";

/** Tells what is going on, with the seconds since the start. */
export interface Progress {
  /** A new step. */
  step(title: string): void;
  /** Something to read. */
  show(text: string): void;
  /** One of many lines, kept short. */
  line(text: string): void;
}

export function progress({ say, colors }: Terminal): Progress {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(0).padStart(3)} s`;
  return {
    step: (title) => say(`\n${colors.dim(seconds())}  ${colors.bold(title)}`),
    show: (text) => say(indent(text, 7)),
    line: (text) => say(`${colors.dim(seconds())}    ${colors.dim(text)}`),
  };
}

function indent(text: string, width: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(width));
}
