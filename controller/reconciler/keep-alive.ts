import { type Lease, messageOf, type PipelineKey } from "../records/index.js";
import type { Reconciler } from "./reconciler.js";
import { LeaseLost } from "./run.js";

/** Heartbeats in the life of a lease: two may get lost. */
const beatsPerLease = 3;

/** Says in the ledger that the run is alive; aborts `signal` when the lease is another's, or the end is asked for. */
export function keepAlive(
  key: PipelineKey,
  lease: Lease,
  { ledger, clock, leaseMs, report, signal }: Reconciler,
): { signal: AbortSignal; end: () => void } {
  const lost = new AbortController();
  const beat = async () => {
    try {
      if (!(await ledger.heartbeat(key, lease, leaseMs))) lost.abort(new LeaseLost(key));
    } catch (error) {
      report("heartbeat-failed", { key, message: messageOf(error) });
    }
  };
  const stop = clock.every(leaseMs / beatsPerLease, () => void beat());
  return { signal: AbortSignal.any([signal, lost.signal]), end: stop };
}
