import { readFile } from "node:fs/promises";
import { descendantsOf, send } from "../../toolchain/process-tree.js";

/** Kills what this process has started, directly or not, and whose command line matches; as losing the machine would. */
export async function killDescendants(commandLine: RegExp): Promise<void> {
  const pids = descendantsOf(process.pid);
  const commands = await Promise.all(pids.map(commandOf));
  for (const [index, pid] of pids.entries())
    if (commandLine.test(commands[index] ?? "")) send(pid, "SIGKILL");
}

/** Empty of a process that has ended. */
async function commandOf(pid: number): Promise<string> {
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.replaceAll("\0", " ");
}
