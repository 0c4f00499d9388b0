import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isAlive } from "../process.js";

export interface LaunchOptions {
  readonly python: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workDir: string;
  readonly logFile: string;
}

/** launcher.py as a child process, with which its whole process group ends. */
export interface Launcher {
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** The line that it writes first. */
  readonly hello: Promise<string>;
  /** Whoever is to get the lines that it writes after that one, from now on. */
  onLine(listener: (line: string) => void): void;
  tell(line: string): void;
  end(): Promise<void>;
  /** The last lines of its log. */
  lastWords(): Promise<string>;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

const programPath = fileURLToPath(new URL("./launcher.py", import.meta.url));
/** Milliseconds; more than the program's own limit, after which it kills its group. */
const endTimeout = 30_000;
/** Milliseconds. */
const goneTimeout = 2_000;

export async function launch(options: LaunchOptions): Promise<Launcher> {
  const child = await start(options);
  const ended = untilEnded(child);
  const lines = createInterface(child.stdout);
  return {
    pid: child.pid ?? 0,
    ended,
    hello: firstLine(lines),
    onLine: (listener) => void lines.on("line", listener),
    tell: (line) => child.stdin.write(`${line}\n`),
    end: () => end(child, ended),
    lastWords: () => tail(options.logFile),
  };
}

async function start({ python, env, workDir, logFile }: LaunchOptions): Promise<Child> {
  const log = await open(logFile, "w");
  try {
    return spawn(python, ["-s", programPath], {
      cwd: workDir,
      env,
      stdio: ["pipe", "pipe", log.fd],
      // A process group of its own, with which Lambda functions end too; and no Ctrl-C from the terminal.
      detached: true,
    }) as Child;
  } finally {
    await log.close();
  }
}

async function untilEnded(child: Child): Promise<void> {
  // Writing to a process that has just died is no failure of its own: its end is what counts.
  child.stdin.on("error", () => {});
  await once(child, "exit").catch(() => {});
  killGroup(child);
  await untilGone(child);
}

/** A kill takes effect in its own time. Members that nobody has reaped yet are dead, so the wait has an end. */
async function untilGone({ pid }: Child): Promise<void> {
  const limit = performance.now() + goneTimeout;
  while (pid && isAlive(-pid) && performance.now() < limit) await sleep(5);
}

async function firstLine(lines: Interface): Promise<string> {
  const [line] = (await once(lines, "line")) as [string];
  return line;
}

/** The program ends when its standard input does. */
async function end(child: Child, ended: Promise<void>): Promise<void> {
  child.stdin.end();
  const timer = setTimeout(() => killGroup(child), endTimeout);
  await ended;
  clearTimeout(timer);
}

function killGroup({ pid }: Child): void {
  try {
    if (pid) process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-20).join("\n");
}
