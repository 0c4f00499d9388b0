import { readdirSync, readFileSync, readlinkSync } from "node:fs";
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
  hunt.signal("SIGTERM");
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline && hunt.living().length > 0) await sleep(pollMs);
  while (hunt.signal("SIGKILL")) await sleep(pollMs);
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
  /** Whether it has memory: the kernel's own threads, and who is about to end, have no environment to read. */
  readonly hasMemory: boolean;
}

/** Remembers whom it saw: a process whose parent is gone shows no longer whose child it was. */
class Hunt {
  readonly #trace: ProcessTrace;
  readonly #seen = new Map<number, string>();

  constructor(trace: ProcessTrace) {
    this.#trace = trace;
  }

  /** Whether there was anything to signal. */
  signal(signal: NodeJS.Signals): boolean {
    const pids = this.living();
    const { shellPid } = this.#trace;
    if (shellPid !== undefined && (pids.length > 0 || process.platform !== "linux")) send(-shellPid, signal);
    for (const pid of pids) send(pid, signal);
    return pids.length > 0;
  }

  living(): number[] {
    const all = processIds().flatMap((pid) => readStat(pid) ?? []);
    const marked = all.filter((stat) => this.#isOwn(stat));
    const own = withDescendants(marked, all).filter((stat) => stat.pid !== process.pid);
    for (const { pid, startTime } of own) this.#seen.set(pid, startTime);
    return own.map((stat) => stat.pid);
  }

  #isOwn(stat: ProcessStat): boolean {
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

/** /proc is memory: it is read at once, a tenth of the work of asking a thread for each of some hundred files. */
function processIds(): number[] {
  return unlessGone(() => readdirSync("/proc"), [])
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Fields of /proc/PID/stat after the command's closing bracket (man 5 proc): state, parent, group, ... start time, size of memory. */
function readStat(pid: number): ProcessStat | undefined {
  const text = unlessGone(() => readFileSync(`/proc/${pid}/stat`, "utf8"), undefined);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, parent, group] = fields;
  if (state === "Z" || state === "X") return undefined;
  const [startTime = "", size] = fields.slice(19);
  return { pid, parent: Number(parent), group: Number(group), startTime, hasMemory: size !== "0" };
}

function bearsTrace({ pid, group, hasMemory }: ProcessStat, trace: ProcessTrace): boolean {
  if (pid === trace.shellPid || group === trace.shellPid) return true;
  if (hasMemory && environmentOf(pid).includes(`\0${markVariable}=${trace.mark}\0`)) return true;
  if (trace.workDir === undefined) return false;
  const folder = unlessGone(() => readlinkSync(`/proc/${pid}/cwd`), "");
  return folder === trace.workDir || folder.startsWith(`${trace.workDir}/`);
}

/** With a zero byte before and after each variable. */
function environmentOf(pid: number): string {
  return `\0${unlessGone(() => readFileSync(`/proc/${pid}/environ`, "latin1"), "")}`;
}

/** A process may end while it is looked at, and another user's tells nothing. */
function unlessGone<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
