import { setTimeout as sleep } from "node:timers/promises";
import { isAtRest } from "../chaos/rest.js";
import type { Fleet } from "./fleet.js";

export interface Patience {
  /** Until it is given up. */
  readonly forMs: number;
  /** Whether the schedule comes when nothing has moved for a while. */
  readonly withSchedule: boolean;
}

const lookEveryMs = 500;
/** Longer than the stream, the function and the start of a build take. */
const quietMs = 5_000;

/**
 * Looks on until nothing is left to do, and lets the schedule come only when nothing moves any more. Gives how often
 * it came; throws where the rest never comes.
 */
export async function untilRest(fleet: Fleet, { forMs, withSchedule }: Patience): Promise<number> {
  let scheduleRuns = 0;
  let quietSince = Date.now();
  for (const deadline = Date.now() + forMs; Date.now() < deadline; await sleep(lookEveryMs)) {
    if ((await fleet.builds.recent()).some(({ running }) => running)) {
      quietSince = Date.now();
      continue;
    }
    if (await isAtRest(fleet)) return scheduleRuns;
    if (!withSchedule || Date.now() - quietSince < quietMs) continue;
    scheduleRuns += 1;
    await fleet.runSchedule();
    quietSince = Date.now();
  }
  throw new Error(`not at rest after ${forMs / 1000} s`);
}
