import { type Diagnostic, harmless, visible } from "../../compiler/diagnostics/index.js";
import { type Colors, marks } from "./colors.js";
import { liveLines } from "./live-lines.js";
import { openScreen, type Screen, type ScreenStream } from "./screen.js";

/** Where a command speaks: machine output to stdout, everything for people to stderr. */
export interface Terminal {
  /** One JSON document on stdout. */
  data(value: unknown): void;
  /** A document that a command makes, on stdout: as it is, but for what a terminal would act upon. */
  print(text: string): void;
  /** A line for people on stderr, or several. Nothing in it but `colors` acts upon the terminal. */
  say(line: string): void;
  /** How far something is. On a terminal the next line takes its place; in a log it is a line as any other. */
  progress(line: string): void;
  /** What is said of these problems is known as data too, for who asked for machine output. */
  readonly note?: (diagnostics: readonly Diagnostic[]) => void;
  readonly colors: Colors;
  /** Lines that stand below all that is said, until they are drawn anew. Absent where nothing can be drawn over. */
  readonly live?: (lines: readonly string[]) => void;
  /** Takes the whole window; absent where nobody looks, or the terminal cannot be drawn upon. */
  readonly openScreen?: () => Screen;
}

interface Streams {
  readonly stdout: Pick<NodeJS.WriteStream, "write">;
  readonly stderr: Pick<NodeJS.WriteStream, "write"> & ScreenStream;
}

/**
 * Colour only where a person looks: a terminal, and `NO_COLOR` not set (no-color.org). All that a command says goes
 * through here, and here alone what a terminal would act upon is spelled out, whoever wrote it.
 */
export function terminal(environment = process.env, { stdout, stderr }: Streams = process): Terminal {
  const { colors, paint } = marks(Boolean(stderr.isTTY) && !environment.NO_COLOR);
  const shown = (line: string) => paint(harmless(line));
  const isLive = Boolean(stderr.isTTY) && environment.TERM !== "dumb";
  const { say, live, pass, settle } = liveLines(stderr);
  const write = (text: string) => {
    settle();
    stdout.write(text);
  };
  return {
    data: (value) => write(`${escaped(JSON.stringify(value))}\n`),
    print: (text) => write(harmless(text)),
    say: (line) => say(shown(line)),
    progress: (line) => (isLive ? pass : say)(shown(line)),
    colors,
    ...(isLive && { live: (lines) => live(lines.map(shown)) }),
    ...(isLive && { openScreen: () => openScreen(stderr, shown) }),
  };
}

/** JSON leaves the second set of control characters, line separators and direction marks as they are. */
function escaped(json: string): string {
  return json.replace(/[\u007f-\u009f\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu, visible);
}

/** Every problem, then how many there are. */
export function printDiagnostics({ say, note, colors }: Terminal, diagnostics: readonly Diagnostic[]): void {
  note?.(diagnostics);
  for (const { file, path, message, hint, line, column } of diagnostics) {
    const position = line === undefined ? "" : `:${line}:${column ?? 1}`;
    say(`${colors.bold(visible(file) + position)}${path && ` ${colors.cyan(visible(path))}`}`);
    say(`  ${colors.red(visible(message))}`);
    if (hint) say(`  ${visible(hint)}`);
  }
  const files = new Set(diagnostics.map(({ file }) => file)).size;
  say(`${count(diagnostics.length, "problem")} in ${count(files, "file")}.`);
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
