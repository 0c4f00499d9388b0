import { createInterface } from "node:readline/promises";
import { Exit } from "./exit.js";
import { harmless, type Terminal } from "./terminal.js";

export interface Asking {
  /** `--yes`: the answer. */
  readonly yes?: boolean | undefined;
  /** Where the answer comes from; a terminal, or there is nobody to ask. */
  readonly input?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Where the question goes. */
  readonly output?: NodeJS.WritableStream;
}

/**
 * Asks before something is changed, after what will change has been shown. Ends the command with 1 when the answer
 * is no, and with 2 when there is nobody to ask and `--yes` was not said.
 */
export async function confirm(question: string, out: Terminal, asking: Asking = {}): Promise<void> {
  const { yes, input = process.stdin, output = process.stderr } = asking;
  if (yes) return;
  if (!input.isTTY) {
    out.say(`${question} There is no terminal to ask at: repeat it with --yes to say so beforehand.`);
    throw new Exit(2);
  }
  if (await isYes(`${harmless(question)} [y/N] `, input, output)) return;
  out.say("Nothing was changed.");
  throw new Exit(1);
}

/** Only a plain yes is one; the end of the input is a no. */
async function isYes(
  prompt: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<boolean> {
  const lines = createInterface({ input, output });
  try {
    const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
    const answer = await Promise.race([lines.question(prompt), ended]);
    return /^\s*y(es)?\s*$/i.test(answer);
  } finally {
    lines.close();
  }
}
