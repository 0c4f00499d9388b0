import { randomUUID } from "node:crypto";

type Name = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

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
  const mark = (code: number) => (isColored ? `{${secret} ${code}}` : "");
  const colored = (begin: number, end: number) => (text: string) => `${mark(begin)}${text}${mark(end)}`;
  const any = new RegExp(`\\{${secret} (\\d+)\\}`, "g");
  return {
    // The codes that begin and end each (ECMA-48, "SGR").
    colors: {
      bold: colored(1, 22),
      dim: colored(2, 22),
      red: colored(31, 39),
      green: colored(32, 39),
      yellow: colored(33, 39),
      cyan: colored(36, 39),
    },
    paint: (text) => text.replace(any, "\u001b[$1m"),
  };
}
