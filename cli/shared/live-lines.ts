type Stream = Pick<NodeJS.WriteStream, "write"> & { readonly rows?: number };

/** A terminal's own codes (ECMA-48, and DEC's mode 7). */
const up = (lines: number) => (lines > 0 ? `\u001b[${lines}A` : "");
const [toEndOfLine, toEndOfScreen] = ["\u001b[K", "\u001b[J"];
/** A line that is too long is cut off and does not wrap, or the next drawing would begin in the wrong place. */
const [cutLongLines, wrapLongLines] = ["\u001b[?7l", "\u001b[?7h"];

/** Rows of a terminal that does not say how many it has. */
const fewRows = 24;

/**
 * Text that stays, and lines below it that are drawn over in place. Each is one write, so that nothing flickers. What does
 * not fit on the screen is left out at the top: no terminal can draw over what has scrolled away.
 */
export function liveLines(stream: Stream) {
  let drawn: readonly string[] = [];
  let arePassing = false;
  const draw = () =>
    drawn.length > 0
      ? `${cutLongLines}${drawn.map((line) => `${line}${toEndOfLine}\n`).join("")}${wrapLongLines}`
      : "";
  const live = (lines: readonly string[]) => {
    const over = up(drawn.length);
    const most = Math.max((stream.rows ?? fewRows) - 1, 1);
    drawn = lines.flatMap((line) => line.split("\n")).slice(-most);
    arePassing = false;
    stream.write(`${over}${draw()}${toEndOfScreen}`);
  };
  return {
    say(text: string): void {
      const over = drawn.length > 0 ? `${up(drawn.length)}${toEndOfScreen}` : "";
      if (arePassing) drawn = [];
      stream.write(`${over}${text}\n${draw()}`);
    },
    live,
    /** A line that stands until anything else is said. */
    pass(line: string): void {
      live([line]);
      arePassing = true;
    },
    /** What passes goes, before anything is written past this. */
    settle(): void {
      if (arePassing) live([]);
    },
  };
}
