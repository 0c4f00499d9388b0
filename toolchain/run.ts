import { execa } from "execa";
import type { ChildEnvironment } from "./environment.js";
import { type Interrupt, interruptChild } from "./interrupt.js";
import { killGroup } from "./process-tree.js";
import { type StopRules, stopWhenAsked } from "./stop.js";

export type OutputStream = "stdout" | "stderr";

export interface RunOptions {
  readonly cwd: string;
  /** All of it: nothing is inherited. */
  readonly env: ChildEnvironment;
  readonly timeoutMs?: number;
  /** Between the interrupt and the kill. Terraform may have to wait for AWS before it can save its state. */
  readonly graceMs?: number;
  readonly signal?: AbortSignal;
  /** Called for every line, as it comes. */
  readonly onOutput?: (line: string, stream: OutputStream) => void;
  /** Written to standard input, which is empty otherwise. */
  readonly input?: string;
  readonly interrupt?: Interrupt;
}

export interface RunResult {
  readonly command: string;
  readonly args: readonly string[];
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly timedOut: boolean;
  readonly cancelled: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

const defaultGraceMs = 60_000;

/**
 * Runs a program to its end, whatever the end is: only a program that cannot be started throws.
 * It leads a process group of its own, so that Ctrl-C in a terminal reaches it once, through `signal`,
 * and so that nothing of its group outlives it.
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  if (options.signal?.aborted) return neverStarted(command, args);
  const started = performance.now();
  const child = start(command, args, options);
  const { pid } = child;
  if (pid === undefined) throw cannotStart(command, (await child).originalMessage);
  const stop = stopWhenAsked(pid, stopRules(options));
  child.once("exit", () => killGroup(pid));
  const { exitCode, signal, stdout, stderr } = await child;
  stop.release();
  const timedOut = stop.cause() === "timeout";
  const cancelled = stop.cause() === "cancel";
  const durationMs = Math.round(performance.now() - started);
  return { command, args, exitCode, signal, timedOut, cancelled, stdout, stderr, durationMs };
}

function start(command: string, args: readonly string[], { cwd, env, input, onOutput }: RunOptions) {
  return execa(command, args, {
    cwd,
    env,
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    stripFinalNewline: false,
    ...(input === undefined ? { stdin: "ignore" } : { input }),
    stdout: [tap("stdout", onOutput)],
    stderr: [tap("stderr", onOutput)],
  });
}

function tap(stream: OutputStream, onOutput: RunOptions["onOutput"]) {
  const transform = function* (line: unknown) {
    onOutput?.(String(line).replace(/\r?\n$/, ""), stream);
    yield line;
  };
  return { transform, preserveNewlines: true };
}

function stopRules({ timeoutMs, graceMs, signal, interrupt }: RunOptions): StopRules {
  return { timeoutMs, graceMs: graceMs ?? defaultGraceMs, signal, interrupt: interrupt ?? interruptChild };
}

function neverStarted(command: string, args: readonly string[]): RunResult {
  const nothing = { exitCode: undefined, signal: undefined, stdout: "", stderr: "", durationMs: 0 };
  return { command, args, ...nothing, timedOut: false, cancelled: true };
}

function cannotStart(command: string, reason: string | undefined): Error {
  return new Error(`Cannot start ${command}: ${reason ?? "the system gave no reason"}`);
}
