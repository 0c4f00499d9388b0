import { describe, expect, it } from "vitest";
import { Activities } from "./activity/activities.js";
import { type Clock, Ledger, type Mark, memoryRows, nothingSeen, Overview } from "./index.js";

const clock: Clock = { now: () => Date.UTC(2026, 0, 1), every: () => () => {} };
const at = "2026-01-02T10:00:00.000Z";
const key = { repository: "shop", branch: "main" };

const layout = {
  source: { stage: "Source", action: "App", artifact: "Source" },
  stages: ["Source", "Build", "ToProd"],
  environments: [
    { name: "Prod", stage: "ToProd", account: "333333333333", actions: ["Ship"], deploys: "Ship" },
  ],
};

const mark = (of: string, execution: string, started: string, more: Partial<Mark> = {}): Mark => ({
  ...{ of, execution, started, at: started, attempt: 1, state: "InProgress" },
  ...more,
});

async function overviewOf(seen: Partial<typeof nothingSeen>) {
  const rows = memoryRows();
  const activities = new Activities(rows, clock);
  await new Ledger(rows, clock).request(key);
  await activities.open(key, "shop-main", layout);
  const activity = await activities.read("shop-main");
  if (activity) await activities.write(activity, { ...nothingSeen, ...seen });
  let scans = 0;
  const scan = () => {
    scans += 1;
    return rows.scan();
  };
  const all = await new Overview({ ...rows, scan, ofRepository: () => expect.unreachable() }).list();
  return { scans, all };
}

describe("the overview", () => {
  it("has ledger and activity of a pipeline from one scan", async () => {
    const { scans, all } = await overviewOf({});
    expect([scans, all.length]).toEqual([1, 1]);
    expect(all[0]).toMatchObject({ repo: "shop", branch: "main", state: "waiting" });
    expect(all[0]?.activity?.environments).toEqual([
      { environment: "Prod", account: "333333333333", state: "New" },
    ]);
  });

  it("says of each execution in progress how far it is", async () => {
    const before = "2026-01-02T09:00:00.000Z";
    const { all } = await overviewOf({
      executions: [
        mark("new", "new", at),
        mark("old", "old", before),
        mark("done", "done", before, { state: "Succeeded" }),
      ],
      stages: [mark("Source", "new", at), mark("Build", "new", at), mark("ToProd", "old", before)],
    });
    expect(all[0]?.activity?.running).toEqual([
      {
        ...{ id: "new", state: "InProgress", started: at },
        stage: { name: "Build", number: 2, of: 3, since: at },
      },
      {
        ...{ id: "old", state: "InProgress", started: before },
        stage: { name: "ToProd", number: 3, of: 3, since: before },
      },
    ]);
  });
});
