import { setTimeout as sleep } from "node:timers/promises";
import { descendantsOf, send } from "./process-tree.js";

/** Asks the child `pid` to finish early. `ended` is aborted once it has. */
export type Interrupt = (pid: number, ended: AbortSignal) => Promise<void>;

/** For Terraform: it stops after the operation in flight and saves its state. A second one makes it drop both. */
export const interruptChild: Interrupt = async (pid) => send(pid, "SIGINT");

/**
 * For cdktf, which must not be interrupted itself: it would leave at once and take the pseudo-terminal with
 * it, whose hang-up kills a Terraform that is still saving state (measured with cdktf 0.21). So all that runs
 * below gets the interrupt, as it would from Ctrl-C in a terminal, each process one, until cdktf gives up.
 */
export const interruptBelow: Interrupt = async (pid, ended) => {
  const interrupted = new Set<number>();
  while (!ended.aborted) {
    for (const descendant of descendantsOf(pid)) {
      if (!interrupted.has(descendant)) send(descendant, "SIGINT");
      interrupted.add(descendant);
    }
    await sleep(50);
  }
};
