import { type Cursor, cursorAfter, isOption } from "./cursor.js";
import { type CommandArgument, type CommandTree, commandsOf, optionsOf } from "./tree.js";

export interface Candidate {
  readonly word: string;
  /** What it means, in a few words; empty for a value, which says it itself. */
  readonly about: string;
}

/** What may stand under the cursor: one of these words, or the name of a file. */
export type Completion = readonly Candidate[] | "files";

/** The words behind the program's name, the last being the one under the cursor: empty where none is begun. */
export function answerTo(words: readonly string[], root: CommandTree): Completion {
  const current = words.at(-1) ?? "";
  const answer = answerAt(cursorAfter(words.slice(0, -1), root), current);
  return answer === "files" ? answer : answer.filter(({ word }) => word.startsWith(current));
}

function answerAt(cursor: Cursor, current: string): Completion {
  if (cursor.awaited) return valuesOf(cursor.awaited, placeholderOf(cursor.awaited.flags));
  if (isOption(cursor, current) && current.includes("=")) return joinedValues(cursor, current);
  if (!cursor.isPastOptions && current.startsWith("-")) return options(cursor);
  return cursor.isHelp ? commands(cursor) : operands(cursor);
}

function operands(cursor: Cursor): Completion {
  const { registeredArguments: all } = cursor.command;
  const last = all.at(-1);
  const argument = all[cursor.given] ?? (last?.variadic ? last : undefined);
  if (argument) return valuesOf(argument, argument.name());
  const known = commands(cursor);
  if (known.length > 0) return cursor.given === 0 ? known : [];
  return cursor.isPastOptions ? [] : options(cursor);
}

/** `--format=md`: the value, with what stands before it in the same word. */
function joinedValues({ command }: Cursor, current: string): Completion {
  const name = current.slice(0, current.indexOf("="));
  const option = optionsOf(command).find(({ long, required }) => required && long === name);
  const values = option ? valuesOf(option, placeholderOf(option.flags)) : [];
  if (values === "files") return values;
  return values.map(({ word, about }) => ({ about, word: `${name}=${word}` }));
}

function valuesOf({ argChoices = [] }: Pick<CommandArgument, "argChoices">, placeholder: string): Completion {
  if (isPath(placeholder)) return "files";
  return argChoices.map((word) => ({ word, about: "" }));
}

/** `folder` of `--out <folder>`. */
const placeholderOf = (flags: string) => /[<[]([^\]>]+?)(?:\.\.\.)?[\]>]$/.exec(flags)?.[1] ?? "";

/** How the placeholders of the commands say that a path is asked for: `<file>`, `[paths...]`, `[accounts-or-paths...]`. */
const isPath = (name: string) => /(?:^|-)(?:file|folder|path)s?$/.test(name);

const options = ({ command }: Cursor): Candidate[] =>
  optionsOf(command).map(({ long, flags, description }) => ({ word: long ?? flags, about: description }));

const commands = ({ command }: Cursor): Candidate[] =>
  commandsOf(command).map((each) => ({ word: each.name(), about: each.description() }));
