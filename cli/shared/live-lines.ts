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
  const draw = (lines: readonly string[]) =>
    lines.length > 0
      ? `${cutLongLines}${lines.map((line) => `${line}${toEndOfLine}\n`).join("")}${wrapLongLines}`
      : "";
  return {
    say(text: string): void {
      const over = drawn.length > 0 ? `${up(drawn.length)}${toEndOfScreen}` : "";
      stream.write(`${over}${text}\n${draw(drawn)}`);
    },
    live(lines: readonly string[]): void {
      const over = up(drawn.length);
      drawn = lines.slice(-Math.max((stream.rows ?? fewRows) - 1, 1));
      stream.write(`${over}${draw(drawn)}${toEndOfScreen}`);
    },
  };
}
