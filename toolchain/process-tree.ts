import { listProcesses, type Process } from "./processes.js";

export function isAlive(pid: number): boolean {
  return listProcesses().some((process) => process.pid === pid);
}

/** Its children, their children, and so on. */
export function descendantsOf(pid: number): number[] {
  return below(pid, listProcesses());
}

/**
 * Kills a process, its group, and everything below it. The group alone is not enough: cdktf runs Terraform
 * in a pseudo-terminal, hence in a session and a group of its own.
 */
export function killTree(pid: number): void {
  const descendants = descendantsOf(pid);
  killGroup(pid);
  for (const descendant of descendants) send(descendant, "SIGKILL");
}

/** Kills what is left of the group that `leader` founded, also when the leader itself has ended. */
export function killGroup(leader: number): void {
  send(-leader, "SIGKILL");
}

/** A process that is gone needs no signal. For a group of which only zombies are left macOS says EPERM. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ESRCH", "EPERM"].includes(String(error.code));
}

function below(pid: number, processes: readonly Process[]): number[] {
  const children = processes.filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child.pid, ...below(child.pid, processes)]);
}
