import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../process.js";
import { findSandbox } from "../registration.js";

export interface DownOptions {
  readonly stateDir: string;
  /** Also forgets everything that the sandbox holds. */
  readonly remove?: boolean;
}

/** Milliseconds: builds are stopped and the state is saved. */
const endTimeout = 60_000;

/** Ends the sandbox that runs in a folder, if one does, and waits for its end. Says whether there was one. */
export async function takeDown({ stateDir, remove }: DownOptions): Promise<boolean> {
  const sandbox = await findSandbox(stateDir);
  if (sandbox) await end(sandbox.pid);
  if (remove) await rm(stateDir, { recursive: true, force: true });
  return sandbox !== undefined;
}

async function end(pid: number): Promise<void> {
  process.kill(pid, "SIGTERM");
  const deadline = Date.now() + endTimeout;
  while (isAlive(pid)) {
    if (Date.now() > deadline)
      throw new Error(`Process ${pid} has not ended within ${endTimeout / 1000} seconds.`);
    await sleep(50);
  }
}
