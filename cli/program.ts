import { Command } from "commander";
import { answering } from "./answer.js";
import { completeCommand } from "./commands/complete/command.js";
import { commands } from "./commands/index.js";
import { printFailure } from "./shared/failure.js";
import type { Terminal } from "./shared/terminal.js";

/** The command line. Every command loads its own code, so that none waits for another's. */
export function program(out: Terminal, version: string): Command {
  const root = new Command("stagewright")
    .description(
      "One DynamoDB item in, one Terraform stack out: an AWS CodePipeline per repository and branch.",
    )
    .version(version)
    .showHelpAfterError("(stagewright --help shows how it is used)")
    .exitOverride();
  for (const make of commands) root.addCommand(inherit(make(out, version), root, root.name()));
  root.addCommand(inherit(completeCommand(out, version), root, root.name()), { hidden: true });
  root
    .command("sandbox")
    .description("an AWS account on this machine: up, env, show, down")
    .argument("[args...]")
    .allowUnknownOption()
    .helpOption(false)
    .action(async (args) => (await import("./commands/sandbox.js")).sandbox(args));
  return root;
}

/** A command that is made elsewhere takes over how this one speaks and ends, whichever types it was made by. */
function inherit(command: unknown, parent: Command, caller: string): Command {
  if (!(command instanceof Command)) throw new TypeError("Only commands can be added to the program.");
  command.copyInheritedSettings(parent);
  const name = `${caller} ${command.name()}`;
  command.showHelpAfterError(`Usage: ${name} ${command.usage()}\n(${name} --help shows what each means)`);
  for (const sub of command.commands) inherit(sub, command, name);
  return command;
}

/** Runs a command line; the exit code: 0 done, 1 the input or the run is bad, 2 wrong usage. */
export async function runCommandLine(
  argv: readonly string[],
  out: Terminal,
  version: string,
): Promise<number> {
  const { out: watched, answerFailure } = answering(argv, out);
  try {
    await program(watched, version).parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    const code = await printFailure(error, watched);
    answerFailure(error);
    return code;
  }
}
