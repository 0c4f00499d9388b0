import { readdir, readFile, readlink } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** The variable that every process of a build inherits: its value tells one build from another. */
export const markVariable = "SANDBOX_BUILD_MARK";

/** How the processes of a build are known: by their mark, or by a working folder inside the build's own. */
export interface ProcessTrace {
  readonly mark: string;
  readonly workDir?: string;
  /** The build's shell: its process group and its descendants belong to the build too. */
  readonly shellPid?: number;
}

const pollMs = 25;

/**
 * Ends every process of a build: SIGTERM, a grace, then SIGKILL until none is left. A child that began a
 * session of its own, or cleared its environment, is still found in /proc by one of its other traces. (Where
 * there is no /proc, only the shell's process group is ended.)
 */
export async function endProcesses(trace: ProcessTrace, graceMs: number): Promise<void> {
  const hunt = new Hunt(trace);
  await hunt.signal("SIGTERM");
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline && (await hunt.living()).length > 0) await sleep(pollMs);
  while (await hunt.signal("SIGKILL")) await sleep(pollMs);
}

/** The ids of a build's living processes, zombies left out. */
export async function livingProcesses(trace: ProcessTrace): Promise<number[]> {
  return new Hunt(trace).living();
}

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** With the id it names a process for good: ids are used again. */
  readonly startTime: string;
}

/** Remembers whom it saw: a process whose parent is gone shows no longer whose child it was. */
class Hunt {
  readonly #trace: ProcessTrace;
  readonly #seen = new Map<number, string>();

  constructor(trace: ProcessTrace) {
    this.#trace = trace;
  }

  /** Whether there was anything to signal. */
  async signal(signal: NodeJS.Signals): Promise<boolean> {
    const pids = await this.living();
    const { shellPid } = this.#trace;
    if (shellPid !== undefined && (pids.length > 0 || process.platform !== "linux")) send(-shellPid, signal);
    for (const pid of pids) send(pid, signal);
    return pids.length > 0;
  }

  async living(): Promise<number[]> {
    const all = (await Promise.all((await processIds()).map(readStat))).filter((stat) => stat !== undefined);
    const marked = await Promise.all(all.map((stat) => this.#isOwn(stat)));
    const own = withDescendants(
      all.filter((_, index) => marked[index]),
      all,
    ).filter((stat) => stat.pid !== process.pid);
    for (const { pid, startTime } of own) this.#seen.set(pid, startTime);
    return own.map((stat) => stat.pid);
  }

  async #isOwn(stat: ProcessStat): Promise<boolean> {
    return this.#seen.get(stat.pid) === stat.startTime || bearsTrace(stat, this.#trace);
  }
}

function withDescendants(roots: readonly ProcessStat[], all: readonly ProcessStat[]): ProcessStat[] {
  const found = new Set(roots);
  // A set's iteration also meets what is added meanwhile.
  for (const { pid } of found) for (const stat of all) if (stat.parent === pid) found.add(stat);
  return [...found];
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself meanwhile.
  }
}

async function processIds(): Promise<number[]> {
  const names = await readdir("/proc").catch(() => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Fields of /proc/PID/stat after the command's closing bracket (man 5 proc): state, parent, group, ... start time. */
async function readStat(pid: number): Promise<ProcessStat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, parent, group] = fields;
  if (state === "Z" || state === "X") return undefined;
  return { pid, parent: Number(parent), group: Number(group), startTime: fields[19] ?? "" };
}

async function bearsTrace({ pid, group }: ProcessStat, trace: ProcessTrace): Promise<boolean> {
  if (pid === trace.shellPid || group === trace.shellPid) return true;
  const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
  if (environment.split("\0").includes(`${markVariable}=${trace.mark}`)) return true;
  if (trace.workDir === undefined) return false;
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => "");
  return folder === trace.workDir || folder.startsWith(`${trace.workDir}/`);
}
