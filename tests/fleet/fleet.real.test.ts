import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mostAtOnce } from "../../testing/installation/builds.js";
import { times } from "../../testing/items/times.js";
import { type ChaosAccount, startChaosAccount } from "../chaos/account.js";
import { makeFleet } from "./fleet.js";
import { type FleetRun, runFleet } from "./fleet-run.js";

/** Few enough that all that is allowed is wanted. */
const limits = { builds: 2, pipelinesPerBuild: 5 };
const items = times(1) > 1 ? 500 : 30;

let account: ChaosAccount;
let run: FleetRun;

beforeAll(async () => {
  account = await startChaosAccount();
  const fleet = await makeFleet(account, { name: "fleet", limits, parallel: 2 });
  run = await runFleet(items, fleet, { forMs: times(240_000), withSchedule: true });
}, times(300_000));

afterAll(() => account?.close());

describe(`${items} items that are changed in one go`, () => {
  it("are applied, each at its newest version, once for each version at most, and never two at a time", () => {
    expect(run.faults).toEqual([]);
    expect(run.records).toHaveLength(items);
  });

  it("start as many builds as the limit allows, and never more at once", () => {
    expect(mostAtOnce(run.builds)).toBe(limits.builds);
  });

  it("come in batches: one call of the dispatcher for many, and many pipelines to a build", () => {
    const records = run.batches.reduce((sum, batch) => sum + batch.records, 0);
    expect(records).toBe([...run.written.values()].flat().length);
    expect(run.batches.length).toBeLessThan(items / 3);
    expect(run.builds.length).toBeLessThan(items / 5);
  });
});
