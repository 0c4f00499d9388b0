import type { Diagnostic } from "../../compiler/diagnostics/index.js";
import { Exit } from "./exit.js";
import { printDiagnostics, type Terminal } from "./terminal.js";

/** Ends the command: why, and what to do. */
export function endWith(words: string, { say }: Pick<Terminal, "say">): never {
  say(words);
  throw new Exit(1);
}

/** Ends the command with every problem of its input; as data too, for who asked for machine output. */
export function refuse(
  errors: readonly Diagnostic[],
  { json }: { readonly json?: boolean | undefined },
  out: Terminal,
): never {
  if (json) out.data({ errors });
  printDiagnostics(out, errors);
  throw new Exit(1);
}
