import { readdirSync, readFileSync } from "node:fs";

/** Seconds of all cores since the start of each process. */
export interface Processor {
  /** This process: the gateway, the code suite, and whoever looks on. */
  readonly here: number;
  /** What runs still: the emulator and its functions. */
  readonly emulator: number;
  /** What has ended: the builds, with all that they started. */
  readonly builds: number;
}

/** As Linux tells it in /proc; elsewhere undefined. */
export function processorTime(): Processor | undefined {
  const all = readProcesses();
  const own = all.get(process.pid);
  if (!own) return undefined;
  const below = [...all].filter(([pid]) => isBelow(pid, all)).map(([, { used, reaped }]) => used + reaped);
  return { here: own.used, emulator: below.reduce((sum, each) => sum + each, 0), builds: own.reaped };
}

interface Process {
  readonly parent: number;
  readonly used: number;
  /** Of its children that have ended. */
  readonly reaped: number;
}

/** proc(5): the 4th, 14th to 17th field of `stat`. The kernel counts in hundredths of a second. */
function readProcesses(): Map<number, Process> {
  const found = new Map<number, Process>();
  for (const name of list("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const fields = read(`/proc/${name}/stat`)
      .replace(/^.*\) /s, "")
      .split(" ")
      .map(Number);
    const [, parent, , , , , , , , , , user = 0, system = 0, childUser = 0, childSystem = 0] = fields;
    if (parent === undefined) continue;
    const [used, reaped] = [(user + system) / 100, (childUser + childSystem) / 100];
    found.set(Number(name), { parent, used, reaped });
  }
  return found;
}

function isBelow(pid: number, all: ReadonlyMap<number, Process>): boolean {
  const parent = all.get(pid)?.parent;
  if (parent === undefined) return false;
  return parent === process.pid || isBelow(parent, all);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A process may end while it is looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
