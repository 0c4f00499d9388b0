/** A code span, fenced by more backticks than stand in it anywhere (CommonMark 0.31, section 6.1). */
export function code(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = /^`|`$|^ .* $/.test(line) || longest > 0 ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** A table of Markdown; cells may hold code spans. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const escaped = rows.map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")));
  return [line(head), line(head.map(() => "---")), ...escaped.map(line)].join("\n");
}
