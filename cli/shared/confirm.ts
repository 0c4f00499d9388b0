import { Exit } from "./exit.js";
import { asking, type Desk } from "./questions.js";
import type { Terminal } from "./terminal.js";

export interface Asking extends Partial<Desk> {
  /** `--yes`: the answer. */
  readonly yes?: boolean | undefined;
}

/**
 * Asks before something is changed, after what will change has been shown. Ends the command with 1 when the answer
 * is no, and with 2 when there is nobody to ask and `--yes` was not said.
 */
export async function confirm(question: string, out: Terminal, how: Asking = {}): Promise<void> {
  const { yes, input = process.stdin, output = process.stderr } = how;
  if (yes) return;
  if (!input.isTTY) {
    out.say(`${question} There is no terminal to ask at: repeat it with --yes to say so beforehand.`);
    throw new Exit(2);
  }
  const answer = await asking({ input, output }, (ask) => ask(`${question} [y/N]`));
  // Only a plain yes is one; the end of the input is a no.
  if (/^y(es)?$/i.test(answer ?? "")) return;
  out.say("Nothing was changed.");
  throw new Exit(1);
}
