import { randomUUID } from "node:crypto";

/** The colours that a command speaks in, by the codes that begin and end each (ECMA-48, "SGR"). */
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

type Name = keyof typeof codes;

/** Each gives its text in that colour, where there are colours. */
export type Colors = Readonly<Record<Name, (text: string) => string>>;

export interface ColorMarks {
  readonly colors: Colors;
  /** Turns the marks of `colors` into what a terminal understands. */
  paint(text: string): string;
}

/**
 * Colours that only this process can ask for: a mark that nobody can guess stands for each code until all else that a
 * terminal would act upon has been spelled out. So no text of somebody else's colours or hides itself.
 */
export function marks(isColored: boolean): ColorMarks {
  const secret = randomUUID();
  const mark = (code: number) => `{${secret} ${code}}`;
  const colored = (name: Name) => {
    const [begin, end] = codes[name].map(mark);
    return (text: string) => (isColored ? `${begin}${text}${end}` : text);
  };
  const any = new RegExp(`\\{${secret} (\\d+)\\}`, "g");
  return {
    colors: {
      bold: colored("bold"),
      dim: colored("dim"),
      red: colored("red"),
      green: colored("green"),
      yellow: colored("yellow"),
      cyan: colored("cyan"),
    },
    paint: (text) => (isColored ? text.replace(any, "\u001b[$1m") : text),
  };
}

/** No colours at all. */
export const plainColors: Colors = marks(false).colors;
