import { Command, CommanderError } from "commander";
import { Exit } from "./exit.js";
import type { Terminal } from "./terminal.js";

const pathsHelp = "items: JSON, DynamoDB JSON or YAML files, folders of them, or - for standard input";
const configHelp = "settings of the installation (default: STAGEWRIGHT_CONFIG, or stagewright.yaml upwards)";

/** The command line. Every command loads its own code, so that none waits for another's. */
export function program(out: Terminal, version: string): Command {
  const root = new Command("stagewright")
    .description(
      "One DynamoDB item in, one Terraform stack out: an AWS CodePipeline per repository and branch.",
    )
    .version(version)
    .showHelpAfterError("(stagewright --help shows how it is used)")
    .exitOverride();

  root
    .command("validate")
    .description("check items")
    .argument("<paths...>", pathsHelp)
    .option("--config <file>", configHelp)
    .option("--json", "machine output on stdout")
    .action(async (paths, options) => (await import("./commands/validate.js")).validate(paths, options, out));

  root
    .command("synth")
    .description("write the Terraform of items")
    .argument("<paths...>", pathsHelp)
    .option("--out <folder>", "where to write", "generated")
    .option("--config <file>", configHelp)
    .option("--draw", "draw every pipeline")
    .option("--json", "machine output on stdout")
    .action(async (paths, options) => (await import("./commands/synth.js")).synth(paths, options, out));

  return root;
}

/** Runs a command line; the exit code: 0 done, 1 the input or the run is bad, 2 wrong usage. */
export async function run(argv: readonly string[], out: Terminal, version: string): Promise<number> {
  try {
    await program(out, version).parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    return exitCodeOf(error, out);
  }
}

function exitCodeOf(error: unknown, out: Terminal): number {
  if (error instanceof Exit) return error.code;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isFileError(error)) out.say(`Cannot ${error.syscall} ${error.path}: ${error.message.split(",")[0]}.`);
  else out.say(unexpected(error));
  return 1;
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "path" in error;
}

function unexpected(error: unknown): string {
  const text = error instanceof Error ? (process.env.DEBUG ? error.stack : error.message) : String(error);
  return `${text}\nThis is a fault of stagewright itself; DEBUG=1 shows where. Please report it.`;
}
