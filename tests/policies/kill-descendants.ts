import { readdir, readFile } from "node:fs/promises";

/** Kills what this process has started, directly or not, and whose command line matches; as losing the machine would. */
export async function killDescendants(commandLine: RegExp): Promise<void> {
  const running = await processes();
  const mine = (pid: number): boolean => {
    const parent = running.get(pid)?.parent;
    return parent === process.pid || (parent !== undefined && parent > 1 && mine(parent));
  };
  for (const [pid, { command }] of running) {
    if (commandLine.test(command) && mine(pid)) kill(pid);
  }
}

async function processes(): Promise<Map<number, { parent: number; command: string }>> {
  const found = new Map<number, { parent: number; command: string }>();
  for (const name of (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry))) {
    const [status, command] = await Promise.all(
      ["status", "cmdline"].map((file) => readFile(`/proc/${name}/${file}`, "utf8").catch(() => "")),
    );
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status ?? "")?.[1] ?? 0);
    found.set(Number(name), { parent, command: (command ?? "").replaceAll("\0", " ") });
  }
  return found;
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
