/** `export NAME='value'` lines for a POSIX shell, whatever the values hold. */
export function exportLines(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join("");
}

/** One word of a shell command, in quotes only if it needs them. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : quoted(text);
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
