import { setTimeout as sleep } from "node:timers/promises";
import { childrenOf, send } from "./process-tree.js";

/** Asks the child `pid` to finish early. `ended` is aborted once it has. */
export type Interrupt = (pid: number, ended: AbortSignal) => Promise<void>;

/** For Terraform: it stops after the operation in flight and saves its state. A second one makes it drop both. */
export const interruptChild: Interrupt = async (pid) => send(pid, "SIGINT");

/**
 * For cdktf, which must not be interrupted itself: it would leave at once and take the pseudo-terminal with
 * it, whose hang-up kills a Terraform that is still saving state (measured with cdktf 0.21). So whatever
 * cdktf waits for gets the interrupt, each process one, until cdktf gives up by itself.
 */
export const interruptChildrenOf: Interrupt = async (pid, ended) => {
  const interrupted = new Set<number>();
  while (!ended.aborted) {
    for (const child of childrenOf(pid)) {
      if (!interrupted.has(child)) send(child, "SIGINT");
      interrupted.add(child);
    }
    await sleep(50);
  }
};
