/** One word of a shell command, in quotes only if it needs them. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : quoted(text);
}

/** The same, in quotes whatever it holds. */
export const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
