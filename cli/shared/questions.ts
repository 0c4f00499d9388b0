import { createInterface } from "node:readline";
import { harmless } from "../../compiler/diagnostics/index.js";

/** Where a command asks, and is answered. */
export interface Desk {
  /** A terminal, or there is nobody to ask. */
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** One answer; undefined where the input has ended, also by Ctrl-C. */
type Ask = (question: string) => Promise<string | undefined>;

/**
 * Asks one question after another. Lines that are there before their question, such as pasted ones, wait for it; what a
 * question quotes acts upon no terminal.
 */
export async function asking<T>({ input, output }: Desk, work: (ask: Ask) => Promise<T>): Promise<T> {
  const lines = createInterface({ input, output });
  const typed = lines[Symbol.asyncIterator]();
  let isOver = false;
  lines.once("close", () => {
    isOver = true;
  });
  const ask: Ask = async (question) => {
    if (!isOver) {
      lines.setPrompt(`${harmless(question)} `);
      lines.prompt();
    }
    const { value, done } = await typed.next();
    return done ? undefined : value.trim();
  };
  try {
    return await work(ask);
  } finally {
    lines.close();
  }
}
