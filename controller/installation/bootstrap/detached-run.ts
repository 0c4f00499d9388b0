import { spawn } from "node:child_process";
import { once } from "node:events";
import { type FileHandle, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChildEnvironment, RunResult } from "../../../toolchain/index.js";
import { programFile } from "./work-folder.js";

export interface DetachedRunOptions {
  readonly cwd: string;
  readonly env: ChildEnvironment;
  /** Gives the program its interrupt, and the time to finish. */
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

const lookAgainMs = 200;

/**
 * Runs a program that goes on to its end also when this process is killed: in a group of its own, and with its
 * output in a file, since a broken pipe would end it. So Terraform saves its state, whatever happens to us.
 */
export async function runDetached(
  command: string,
  args: readonly string[],
  { cwd, env, signal, onLine }: DetachedRunOptions,
): Promise<RunResult> {
  const started = performance.now();
  const output = await open(join(cwd, "output.log"), "w+");
  try {
    await writeFile(join(cwd, programFile), "");
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", output.fd, output.fd] });
    const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
    // What cannot be started fails before anybody waits for its end; whoever does so later gets the reason.
    ended.catch(() => {});
    const interrupt = () => void child.kill("SIGINT");
    signal.addEventListener("abort", interrupt, { once: true });
    await writeFile(join(cwd, programFile), String(child.pid ?? 0));
    const stdout = await follow(output, ended, onLine);
    signal.removeEventListener("abort", interrupt);
    const [exitCode, endedBy] = await ended;
    const durationMs = Math.round(performance.now() - started);
    const end = { exitCode: exitCode ?? undefined, signal: endedBy ?? undefined };
    return {
      command,
      args,
      ...end,
      timedOut: false,
      cancelled: signal.aborted,
      stdout,
      stderr: "",
      durationMs,
    };
  } finally {
    await output.close();
  }
}

/** Tells each line once it is whole, until the program has ended; gives them all. */
async function follow(
  file: FileHandle,
  ended: Promise<unknown>,
  onLine: (line: string) => void,
): Promise<string> {
  let text = "";
  let told = 0;
  for (let over = false; ; ) {
    text = (await readAll(file)).toString();
    const whole = text.lastIndexOf("\n") + 1;
    for (const line of text.slice(told, whole).split("\n").slice(0, -1)) onLine(line);
    told = whole;
    if (over) return text;
    over = await Promise.race([ended.then(() => true), sleep(lookAgainMs, false)]);
  }
}

async function readAll(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const { buffer } = await file.read(Buffer.alloc(size), 0, size, 0);
  return buffer;
}
