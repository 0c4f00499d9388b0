import { CommanderError } from "commander";
import type { Diagnostic } from "../compiler/diagnostics/index.js";
import type { Terminal } from "./shared/terminal.js";

export interface Answering {
  readonly out: Terminal;
  /** Gives who asked for machine output the reason of a failure, unless the command has answered already. */
  answerFailure(error: unknown): void;
}

/** A terminal that knows what a command has answered, so that `--json` has an answer on every way out. */
export function answering(argv: readonly string[], out: Terminal): Answering {
  const isAsked = argv.includes("--json");
  const problems: Diagnostic[] = [];
  let isAnswered = false;
  let lastSaid = "";
  const watched: Terminal = {
    ...out,
    data(value) {
      isAnswered = true;
      out.data(value);
    },
    say(line) {
      lastSaid = line;
      out.say(line);
    },
    note: (diagnostics) => void problems.push(...diagnostics),
  };
  return {
    out: watched,
    answerFailure(error) {
      if (!isAsked || isAnswered || isHelp(error)) return;
      out.data({ errors: problems.length > 0 ? problems : [asProblem(error, lastSaid)] });
    },
  };
}

/** Who asks for help gets it. */
function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

/** What was said of the failure: its first line is what happened, the rest what to do. */
function asProblem(error: unknown, said: string): Diagnostic {
  const isUsage = error instanceof CommanderError;
  const [message = "", ...more] = (isUsage ? error.message : said).split("\n");
  return {
    file: "",
    path: "",
    code: isUsage ? "command.usage" : "command.failed",
    message,
    hint: more.join("\n"),
  };
}
