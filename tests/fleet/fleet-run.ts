import { buildsOf } from "../../testing/installation/builds.js";
import { violations } from "../chaos/rest.js";
import { batchesOf, type DispatcherCall } from "./batches.js";
import { changeAll } from "./change.js";
import type { Fleet } from "./fleet.js";
import { type Evidence, faultsIn } from "./proof.js";
import { type Patience, untilRest } from "./rest.js";

/** A change of many items, from the first write to rest, and what there is to tell of it. */
export interface FleetRun extends Evidence {
  readonly batches: readonly DispatcherCall[];
  /** What came of the calls of StartBuild, whoever made them. */
  readonly starts: { readonly accepted: number; readonly refused: number };
  /** How often the schedule had to come. */
  readonly scheduleRuns: number;
  /** From the first write to the end of the last build. */
  readonly elapsedMs: number;
  /** Everything that is not as it must be; empty is the proof. */
  readonly faults: readonly string[];
}

const patience: Patience = { forMs: 240_000, withSchedule: true };

/** Changes so many items in one go, and looks on until all is at rest. */
export async function runFleet(
  items: number,
  fleet: Fleet,
  { forMs, withSchedule } = patience,
): Promise<FleetRun> {
  const starts = countStarts(fleet);
  const begin = Date.now();
  const written = await changeAll(items, fleet);
  const rested = await untilRest(fleet, { forMs, withSchedule }).catch((error: Error) => error.message);
  const [builds, journal, records] = await Promise.all([
    buildsOf(fleet.names.project, fleet.account.config),
    fleet.journal(),
    fleet.ledger.list(),
  ]);
  const evidence = { written, limit: fleet.limits.builds, builds, journal, records };
  const newest = new Map([...written].map(([key, versions]) => [key, versions.at(-1)]));
  const unrested = typeof rested === "string" ? [rested] : [];
  return {
    ...evidence,
    batches: await batchesOf(fleet),
    starts: starts(),
    scheduleRuns: typeof rested === "number" ? rested : 0,
    elapsedMs: Math.max(...builds.map(({ end }) => end)) - begin,
    faults: [...unrested, ...faultsIn(evidence), ...(await violations(fleet, newest))],
  };
}

/** From now on; the function that it returns ends it. */
function countStarts({ account }: Fleet): () => FleetRun["starts"] {
  const counts = { accepted: 0, refused: 0 };
  const stop = account.sandbox.gateway.records.subscribe(({ action, errorCode }) => {
    if (action === "StartBuild") counts[errorCode === undefined ? "accepted" : "refused"] += 1;
  });
  return () => {
    stop();
    return counts;
  };
}
