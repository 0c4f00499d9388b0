import type { RunResult } from "./run.js";

/** What is wrong with a tool, as data, so that several can be told at once. */
export interface ToolProblem {
  readonly tool: string;
  readonly found: string;
  readonly needed: string;
  /** A line that mends it. */
  readonly hint: string;
}

export class MissingTool extends Error {
  override readonly name = "MissingTool";

  constructor(readonly problems: readonly ToolProblem[]) {
    super(problems.map(describeProblem).join("\n"));
  }
}

function describeProblem({ tool, found, needed, hint }: ToolProblem): string {
  return `${tool}: found ${found}; needed: ${needed}.\n  ${hint}`;
}

/** A program ran and did not do what was asked of it. */
export class RunFailed extends Error {
  override readonly name = "RunFailed";

  constructor(readonly result: RunResult) {
    super(`${describeCommand(result)} ${describeEnd(result)}${quoteEnd(result)}`);
  }
}

export function ensureSuccess(result: RunResult): RunResult {
  if (result.exitCode !== 0 || result.cancelled || result.timedOut) throw new RunFailed(result);
  return result;
}

function describeCommand({ command, args }: RunResult): string {
  return [command, ...args].join(" ");
}

function describeEnd({ cancelled, timedOut, durationMs, signal, exitCode }: RunResult): string {
  const seconds = `${(durationMs / 1000).toFixed(1)} s`;
  if (timedOut) return `was stopped at its time-out, after ${seconds}`;
  if (cancelled) return `was cancelled after ${seconds}`;
  return signal === undefined ? `ended with exit code ${exitCode}` : `was ended by ${signal}`;
}

const quotedLines = 30;

/** The reason comes last. cdktf prints Terraform's on standard output, and only that it failed on the other. */
function quoteEnd({ stdout, stderr }: RunResult): string {
  const lines = `${stdout.trim()}\n${stderr.trim()}`.trim().split("\n");
  return lines[0] === "" ? "" : `:\n${lines.slice(-quotedLines).join("\n")}`;
}
