/** A terminal's whole window, which is drawn again and again, and is as it was before once that ends. */
export interface Screen {
  /** How many lines it has now. */
  readonly rows: number;
  /** Lines that are wider, or too many, are cut off. */
  show(lines: readonly string[]): void;
  close(): void;
}

export interface ScreenStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly rows?: number;
}

/** Codes of ECMA-48 and of xterm ("XTerm Control Sequences", private modes): another page, no cursor, no wrapping. */
const codes = {
  begin: "\u001b[?1049h\u001b[?25l\u001b[?7l",
  end: "\u001b[?7h\u001b[?25h\u001b[?1049l",
  home: "\u001b[H",
  clearLine: "\u001b[K",
  clearBelow: "\u001b[J",
} as const;

/** `paint` makes of a line what may be written. */
export function openScreen(stream: ScreenStream, paint: (line: string) => string): Screen {
  const rows = () => stream.rows ?? 24;
  stream.write(codes.begin);
  return {
    get rows() {
      return rows();
    },
    show: (lines) => {
      const seen = lines.flatMap((line) => line.split("\n")).slice(0, rows());
      const drawn = seen.map((line) => `${paint(line)}${codes.clearLine}`).join("\r\n");
      stream.write(`${codes.home}${drawn}${codes.clearBelow}`);
    },
    close: () => void stream.write(codes.end),
  };
}
