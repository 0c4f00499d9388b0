import { consoleLink, type Reconciler, reconcileKeys } from "../../controller/reconciler/index.js";
import { type Lease, type PipelineKey, shownKey, timestamp } from "../../controller/records/index.js";
import { Exit } from "./exit.js";
import { endedWell, printResult } from "./results.js";
import type { Terminal } from "./terminal.js";

/** Ends the command if another run is at work on this pipeline, or may be. */
export async function refuseIfHeld(key: PipelineKey, reconciler: Reconciler, out: Terminal): Promise<void> {
  const { ledger, clock, hasEnded } = reconciler;
  const lease = (await ledger.read(key))?.lease;
  if (!lease) return;
  const mayBeAtWork = lease.expires > timestamp(clock.now()) || !(await hasEnded(lease.owner));
  if (mayBeAtWork) printHeld(key, lease, out);
}

/** Asks the ledger and does it here, exactly as a build would, under the same lease; but it waits for nothing that runs in the pipeline: the person was asked. */
export async function reconcileHere(key: PipelineKey, reconciler: Reconciler, out: Terminal): Promise<void> {
  const { waiting: _, ...atOnce } = reconciler;
  const results = await reconcileKeys([key], atOnce);
  for (const each of results) {
    const isHeld = "skipped" in each.result && each.result.skipped === "locked";
    if (isHeld) await refuseIfHeld(key, reconciler, out);
    printResult(each, out);
  }
  if (!results.every(endedWell)) throw new Exit(1);
}

function printHeld(key: PipelineKey, { owner, who, since }: Lease, out: Terminal): never {
  const log = consoleLink(owner);
  out.say(`${shownKey(key)} is held since ${since} by ${who}: ${owner}.`);
  out.say(
    log ? `Its log: ${log}` : "It is a run from a laptop; `stagewright doctor` helps if that has ended.",
  );
  throw new Exit(1);
}
