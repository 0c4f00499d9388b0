import { spawn } from "node:child_process";

/** Ends when its standard input does, and then ends the process group. */
const program = 'cat >/dev/null; kill -KILL -"$1"';

/**
 * Ends a process group when this process ends, however it ends: a guard holds the other end of a pipe. Gives the
 * way to call the guard off, which must be done before the group's id can belong to others.
 */
export function guardGroup(leaderPid: number): () => void {
  const guard = spawn("/bin/sh", ["-c", program, "guard", String(leaderPid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    env: { PATH: process.env.PATH },
  });
  guard.on("error", () => undefined);
  return () => {
    if (guard.pid !== undefined && guard.exitCode === null && guard.signalCode === null)
      process.kill(-guard.pid, "SIGKILL");
  };
}
