import { setTimeout as sleep } from "node:timers/promises";
import type { Interrupt } from "./interrupt.js";
import { killTree } from "./process-tree.js";

export interface StopRules {
  readonly timeoutMs: number | undefined;
  readonly graceMs: number;
  readonly signal: AbortSignal | undefined;
  readonly interrupt: Interrupt;
}

export interface Stop {
  readonly cause: () => "timeout" | "cancel" | undefined;
  /** To be called when the child has ended. */
  readonly release: () => void;
}

/** On time-out or cancel: one interrupt, `graceMs` to finish, then the end of the whole process tree. */
export function stopWhenAsked(pid: number, rules: StopRules): Stop {
  const ended = new AbortController();
  let cause: ReturnType<Stop["cause"]>;
  const stop = (why: "timeout" | "cancel"): void => {
    if (cause !== undefined) return;
    cause = why;
    void rules.interrupt(pid, ended.signal);
    void killAfterGrace(pid, rules.graceMs, ended.signal);
  };
  const cancel = (): void => stop("cancel");
  const timer =
    rules.timeoutMs === undefined ? undefined : setTimeout(() => stop("timeout"), rules.timeoutMs);
  rules.signal?.addEventListener("abort", cancel);
  const release = (): void => {
    clearTimeout(timer);
    rules.signal?.removeEventListener("abort", cancel);
    ended.abort();
  };
  return { cause: () => cause, release };
}

async function killAfterGrace(pid: number, graceMs: number, ended: AbortSignal): Promise<void> {
  const graceIsOver = await sleep(graceMs, true, { signal: ended }).catch(() => false);
  if (graceIsOver) killTree(pid);
}
