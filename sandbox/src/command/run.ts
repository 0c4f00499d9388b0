import { CommanderError } from "commander";
import type { CommandTree } from "./command-tree.js";
import { sandboxCommand } from "./index.js";

export type { CommandArgument, CommandOption, CommandTree } from "./command-tree.js";

/**
 * Runs a command line such as `["up", "--port", "4566"]`, by the name that people call it by. Gives the exit code: 0
 * done, 1 it failed, 2 wrong usage.
 */
export async function runSandboxCommand(argv: readonly string[], name: string): Promise<number> {
  const command = sandboxCommand(process, name)
    .showHelpAfterError(`(${name} --help shows how it is used)`)
    .exitOverride();
  for (const sub of command.commands) sub.copyInheritedSettings(command);
  try {
    await command.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    return tellFailure(error);
  }
}

/** The commands with their options, for who completes a command line or looks whether there is such a call. */
export const sandboxTree = (): CommandTree => sandboxCommand();

function tellFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  return 1;
}
