import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** All live processes; a zombie has ended. Slim Linux images have no `ps`, and macOS has no `/proc`. */
export function listProcesses(): Process[] {
  return process.platform === "linux" ? readProc() : askPs();
}

export function readProc(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readStat(Number(pid)));
}

/** proc(5): `pid (command) state parent …`, where the command may hold spaces and parentheses. */
function readStat(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? [] : [{ pid, parent: Number(parent) }];
  } catch {
    return []; // It ended while we were reading.
  }
}

export function askPs(): Process[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => {
      const [, pid, parent] = /^\s*(\d+)\s+(\d+)\s+[^Z]/.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent) }];
    });
}
