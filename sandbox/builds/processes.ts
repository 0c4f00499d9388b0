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
  if (await signalAll(trace, "SIGTERM")) {
    const deadline = Date.now() + graceMs;
    while (Date.now() < deadline && (await livingProcesses(trace)).length > 0) await sleep(pollMs);
    while (await signalAll(trace, "SIGKILL")) await sleep(pollMs);
  }
}

/** Whether there was anything to signal. */
async function signalAll(trace: ProcessTrace, signal: NodeJS.Signals): Promise<boolean> {
  const group = trace.shellPid !== undefined && send(-trace.shellPid, signal);
  const pids = await livingProcesses(trace);
  for (const pid of pids) send(pid, signal);
  return pids.length > 0 || (group && process.platform !== "linux" && signal === "SIGTERM");
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

/** The ids of a build's living processes, zombies left out. */
export async function livingProcesses(trace: ProcessTrace): Promise<number[]> {
  const all = (await Promise.all((await processIds()).map(readStat))).filter((entry) => entry !== undefined);
  const marked = await Promise.all(
    all.map(async (entry) => ((await bearsTrace(entry, trace)) ? entry.pid : 0)),
  );
  const own = new Set(marked.filter((pid) => pid !== 0));
  let before = -1;
  while (own.size > before) {
    before = own.size;
    for (const entry of all) if (own.has(entry.parent)) own.add(entry.pid);
  }
  own.delete(process.pid);
  return [...own];
}

async function processIds(): Promise<number[]> {
  const names = await readdir("/proc").catch(() => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Fields of /proc/PID/stat after the command's closing bracket: state, parent, group (man 5 proc). */
async function readStat(pid: number): Promise<ProcessStat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const [state, parent, group] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return state === "Z" || state === "X" ? undefined : { pid, parent: Number(parent), group: Number(group) };
}

async function bearsTrace(entry: ProcessStat, trace: ProcessTrace): Promise<boolean> {
  if (entry.pid === trace.shellPid || entry.group === trace.shellPid) return true;
  const environment = await readFile(`/proc/${entry.pid}/environ`, "utf8").catch(() => "");
  if (environment.split("\0").includes(`${markVariable}=${trace.mark}`)) return true;
  if (trace.workDir === undefined) return false;
  const folder = await readlink(`/proc/${entry.pid}/cwd`).catch(() => "");
  return folder === trace.workDir || folder.startsWith(`${trace.workDir}/`);
}
