/** What Terraform says of one failure. */
export interface TerraformError {
  /** Its first line, without `Error: `. */
  readonly summary: string;
  /** Of the resource that it is about, such as `module.prod.aws_sns_topic.approval[0]`. */
  readonly address?: string;
  /** The rest in its own words, one line a paragraph. Empty where the summary says it all. */
  readonly detail: string;
}

/**
 * The errors in the output of Terraform, or of cdktf, which sets a chunk's lines off by the width of the stack's name
 * and puts the name itself before the first. Both with the frame that Terraform draws on a terminal and without.
 */
export function terraformErrors(output: string): TerraformError[] {
  const errors: TerraformError[] = [];
  let block: Block | undefined;
  for (const line of `${output}\n╵`.split("\n")) {
    const start = startOf(line);
    const rest = block && restOf(line, block);
    if (block && (start !== undefined || rest === undefined)) {
      errors.push(errorOf(block.lines));
      block = undefined;
    }
    if (start) block = start;
    else if (rest !== undefined) block?.lines.push(rest);
  }
  return errors;
}

interface Block {
  /** What stands before the lines: as many spaces, or the stack's name and spaces to the same width. */
  readonly head: string;
  readonly isFramed: boolean;
  readonly lines: string[];
}

/** A line's head, perhaps the frame, and what starts an error. A warning ends what was before it. */
const beginning = /^(?<head>(?:\S+ {2,}|\s*))(?<frame>│ ?)?(?:Error: (?<summary>.*)|Warning: .*)$/;

/** Null for the start of what is no error. */
function startOf(line: string): Block | null | undefined {
  const { head = "", frame, summary } = beginning.exec(line)?.groups ?? {};
  if (!beginning.test(line)) return undefined;
  return summary === undefined ? null : { head, isFramed: frame !== undefined, lines: [summary] };
}

/** What a line adds to an error; undefined if it is not of it any more. */
function restOf(line: string, { head, isFramed }: Block): string | undefined {
  if (isFramed) return /^.*?│ ?(?<rest>.*)$/.exec(line)?.groups?.rest;
  if (line === "╵") return undefined;
  if (line.trim() === "") return "";
  const before = line.slice(0, head.length);
  return before.trim() === "" || /^\S+ {2}$/.test(before) ? line.slice(head.length) : undefined;
}

function errorOf(lines: readonly string[]): TerraformError {
  const [summary = "", ...paragraphs] = paragraphsOf(lines);
  const place = paragraphs.find((text) => /^ *with \S/.test(text) || /^ *on \S+ line \d/.test(text));
  const address = /^ *with (.+?),$/m.exec(place ?? "")?.[1];
  const said = paragraphs.filter((text) => text !== place).map(joined);
  return { summary: joined(summary), ...(address && { address }), detail: said.join("\n") };
}

function paragraphsOf(lines: readonly string[]): string[] {
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .split(/\n{2,}/)
    .filter(Boolean);
}

/** Terraform breaks lines at the width of a terminal; what it sets off by spaces it leaves as it is. */
function joined(text: string): string {
  return text.replace(/(?<=\S)\n(?=\S)/g, " ").trim();
}
