import { createInterface } from "node:readline/promises";
import { harmless } from "./terminal.js";

/** Where a command asks, and is answered. */
export interface Desk {
  /** A terminal, or there is nobody to ask. */
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** One answer; empty at the end of the input. */
export type Ask = (question: string) => Promise<string>;

/** Asks one question after another. What a question quotes acts upon no terminal. */
export async function asking<T>({ input, output }: Desk, work: (ask: Ask) => Promise<T>): Promise<T> {
  const lines = createInterface({ input, output });
  const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    return await work(async (question) =>
      (await Promise.race([lines.question(`${harmless(question)} `), ended])).trim(),
    );
  } finally {
    lines.close();
  }
}
