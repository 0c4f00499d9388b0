import { beforeEach, describe, expect, it } from "vitest";
import { readBatch } from "../../dispatcher/stream.js";
import { Ledger } from "../ledger/ledger.js";
import { memoryRows } from "../ledger/memory-rows.js";
import type { Rows } from "../ledger/rows.js";
import { Activities } from "./activities.js";
import type { Layout } from "./layout.js";
import { nothingSeen } from "./seen.js";

const key = { repository: "shop", branch: "main" };
const pipeline = "stagewright-shop-main--abcdefghij";
const layout: Layout = {
  source: { stage: "Source", action: "App", artifact: "Source" },
  stages: ["Source"],
  environments: [],
};

let now: number;
let rows: Rows;
let activities: Activities;
let ledger: Ledger;

beforeEach(() => {
  now = Date.UTC(2026, 0, 1, 0, 0, 0, 900);
  const clock = { now: () => now, every: () => () => {} };
  rows = memoryRows();
  [activities, ledger] = [new Activities(rows, clock), new Ledger(rows, clock)];
});

const read = async () => {
  const found = await activities.read(pipeline);
  if (!found) throw new Error("No row is open.");
  return found;
};

describe("the rows of activities", () => {
  it("count events from the second on in which they were opened, also where they are opened again", async () => {
    await activities.open(key, pipeline, layout);
    now += 60_000;
    await activities.open(key, pipeline, { ...layout, stages: ["Source", "Build"] });
    expect(await read()).toMatchObject({
      ...{ key, pipeline, version: 0, seen: nothingSeen },
      since: "2026-01-01T00:00:00.000Z",
      layout: { stages: ["Source", "Build"] },
    });
  });

  it("take a write of who has read the newest, and of nobody else", async () => {
    await activities.open(key, pipeline, layout);
    const before = await read();
    expect(await activities.write(before, nothingSeen)).toBe(true);
    expect(await activities.write(before, nothingSeen)).toBe(false);
    expect(await activities.write(await read(), nothingSeen)).toBe(true);
  });

  it("are not made by a write, once they are gone", async () => {
    await activities.open(key, pipeline, layout);
    const before = await read();
    await activities.forget(pipeline);
    expect(await activities.write(before, nothingSeen)).toBe(false);
    expect(await rows.scan()).toEqual([]);
  });

  it("are none of the ledger's, nor are the ledger's theirs", async () => {
    await activities.open(key, pipeline, layout);
    await ledger.request(key);
    expect((await ledger.list()).map((record) => record.key)).toEqual([key]);
    expect((await activities.list()).map((activity) => activity.key)).toEqual([key]);
  });

  it("are reached by no item, whatever it is called", async () => {
    await expect(ledger.request({ repository: ":activity", branch: pipeline })).rejects.toThrow(
      "no key of a pipeline",
    );
    const Keys = { RepoName: { S: ":activity" }, RepoTag: { S: pipeline } };
    const batch = readBatch({ Records: [{ dynamodb: { Keys, SequenceNumber: "1" } }] });
    expect([batch.records.length, batch.malformed.length]).toEqual([0, 1]);
  });
});
