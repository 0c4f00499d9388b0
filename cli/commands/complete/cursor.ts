import { type CommandOption, type CommandTree, commandsOf, optionsOf } from "./tree.js";

/** Where the cursor stands, after the words before it. */
export interface Cursor {
  readonly command: CommandTree;
  /** The option whose value comes next. */
  readonly awaited?: CommandOption | undefined;
  /** How many arguments of the command there are already. */
  readonly given: number;
  /** After `--`, all words are arguments. */
  readonly isPastOptions: boolean;
  /** After `help`, which asks for the name of a command. */
  readonly isHelp: boolean;
}

export function cursorAfter(words: readonly string[], root: CommandTree): Cursor {
  const start = { command: root, given: 0, isPastOptions: false, isHelp: false };
  return words.reduce<Cursor>(step, start);
}

function step(cursor: Cursor, word: string): Cursor {
  if (cursor.awaited) return { ...cursor, awaited: undefined };
  if (!cursor.isPastOptions && word === "--") return { ...cursor, isPastOptions: true };
  if (isOption(cursor, word)) return { ...cursor, awaited: awaitedBy(cursor, word) };
  return inside(cursor, word) ?? { ...cursor, given: cursor.given + 1 };
}

/** A dash alone is standard input. */
export const isOption = ({ isPastOptions }: Cursor, word: string) =>
  !isPastOptions && word.startsWith("-") && word !== "-";

function awaitedBy({ command }: Cursor, word: string): CommandOption | undefined {
  return optionsOf(command).find(
    ({ long, short, required }) => required && (long === word || short === word),
  );
}

/** The cursor inside of the command that the word names. */
function inside(cursor: Cursor, word: string): Cursor | undefined {
  if (cursor.given > 0) return undefined;
  const command = commandsOf(cursor.command).find((each) => each.name() === word);
  if (command && word === "help") return { ...cursor, isHelp: true };
  return command && { ...cursor, command };
}
