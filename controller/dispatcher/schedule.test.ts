import { beforeEach, describe, expect, it } from "vitest";
import { there } from "../../testing/expect/there.js";
import {
  type Clock,
  Ledger,
  type LedgerRecord,
  memoryRows,
  type PipelineKey,
  type RunSummary,
} from "../records/index.js";
import type { Builds } from "./builds.js";
import { runSchedule } from "./schedule.js";

const key = (branch: string): PipelineKey => ({ repository: "shop", branch });

let now: number;
let ledger: Ledger;
let items: Map<string, string>;
let started: number;
let ended: Set<string>;
/** Why no build may be started. */
let refusal: string | undefined;
/** What the schedule said of the one that waits longest, in seconds. */
let oldest: unknown;

beforeEach(() => {
  refusal = undefined;
  now = Date.UTC(2026, 0, 1);
  ledger = new Ledger(memoryRows(), clock);
  items = new Map();
  started = 0;
  ended = new Set();
});

const clock: Clock = { now: () => now, every: () => () => {} };
const builds: Builds = {
  recent: async () => [],
  start: async () => {
    if (refusal) return { started: false, reason: refusal };
    started += 1;
    return { started: true };
  },
  hasEnded: async (owner) => ended.has(owner),
};

async function tick(): Promise<string[]> {
  started = 0;
  const missed: string[] = [];
  const scanDigests = async () => [...items].map(([branch, digest]) => ({ key: key(branch), digest }));
  await runSchedule({
    table: { scanDigests },
    ledger,
    builds,
    clock,
    limits: { builds: 1, pipelinesPerBuild: 10 },
    report: (_, details) => {
      oldest = details?.oldestSeconds;
      missed.push(...((details?.missed as string[]) ?? []));
    },
  });
  return missed;
}

async function take(branch: string): Promise<LedgerRecord> {
  const record = there(await ledger.read(key(branch)));
  const taker = { id: `lease ${now}`, owner: "build", who: "root@build", leaseMs: 60_000 };
  return there(await ledger.takeLease(record, taker));
}

async function run(
  branch: string,
  kind: "applied" | "failed" | "invalid",
  item: string,
  addresses?: RunSummary["addresses"],
): Promise<void> {
  const record = await take(branch);
  const outcome = { kind, at: new Date(now).toISOString(), owner: "build" };
  const seen = addresses && { addresses };
  await ledger.release(record, record.lease?.id ?? "", { outcome, item, ...seen });
}

describe("the schedule", () => {
  it("asks for an item that the ledger never heard of, and starts a build", async () => {
    items.set("main", "1");
    expect(await tick()).toEqual(["shop main"]);
    expect(started).toBe(1);
    expect(await ledger.read(key("main"))).toMatchObject({ generation: 1 });
  });

  it("asks for a whole table side by side, and not for all of it at once", async () => {
    for (let index = 0; index < 100; index++) items.set(`b${index}`, "1");
    const ask = ledger.request.bind(ledger);
    let atOnce = 0;
    let most = 0;
    ledger.request = async (asked) => {
      most = Math.max(most, ++atOnce);
      await ask(asked);
      atOnce -= 1;
    };
    expect(await tick()).toHaveLength(100);
    expect(most).toBe(25);
    expect(await ledger.list()).toHaveLength(100);
  });

  it("has nothing to do where every item has been dealt with", async () => {
    items.set("main", "1");
    await tick();
    await run("main", "applied", "1");
    expect(await tick()).toEqual([]);
    expect(started).toBe(0);
  });

  it("asks for an item that changed, or went, without anyone saying so", async () => {
    items.set("main", "1");
    await tick();
    await run("main", "applied", "1");
    items.set("main", "2");
    expect(await tick()).toEqual(["shop main"]);
    await run("main", "applied", "2");
    items.delete("main");
    expect(await tick()).toEqual(["shop main"]);
  });

  it("starts a build for what is asked already, without asking again", async () => {
    items.set("main", "1");
    await ledger.request(key("main"));
    expect(await tick()).toEqual([]);
    expect(started).toBe(1);
    expect(await ledger.read(key("main"))).toMatchObject({ generation: 1 });
  });

  it("waits with a failed pipeline until its time has come", async () => {
    items.set("main", "1");
    await tick();
    await run("main", "failed", "1");
    expect(await tick()).toEqual([]);
    expect(started).toBe(0);
    now += 60_000;
    expect(await tick()).toEqual([]);
    expect(started).toBe(1);
  });

  it("starts no build for a run that is at work, or that may be", async () => {
    items.set("main", "1");
    await tick();
    await take("main");
    await tick();
    expect(started).toBe(0);
    now += 120_000;
    await tick();
    expect(started).toBe(0);
  });

  it("starts a build for a run that is proven to have ended", async () => {
    items.set("main", "1");
    await tick();
    await take("main");
    now += 120_000;
    ended.add("build");
    await tick();
    expect(started).toBe(1);
  });

  it("says why no build begins what waits, once for each reason, until a run begins", async () => {
    const refused = async () => (await ledger.read(key("main")))?.refused;
    items.set("main", "1");
    refusal = "no more than 0 builds";
    await tick();
    const since = new Date(now).toISOString();
    expect(await refused()).toEqual({ since, reason: "no more than 0 builds" });
    now += 300_000;
    await tick();
    expect(await refused()).toEqual({ since, reason: "no more than 0 builds" });
    refusal = "throttled";
    await tick();
    expect(await refused()).toEqual({ since: new Date(now).toISOString(), reason: "throttled" });
    expect((await take("main")).refused).toBeUndefined();
  });

  it("says how long the oldest request waits, and counts neither runs at work nor a wait after a failure", async () => {
    items.set("main", "1");
    await tick();
    now += 7_200_000;
    await tick();
    expect(oldest).toBe(7200);
    await run("main", "failed", "1");
    await tick();
    expect(oldest).toBe(0);
    now += 90_000;
    await tick();
    expect(oldest).toBe(30);
    await take("main");
    await tick();
    expect(oldest).toBe(0);
  });

  it("asks once a day for a pipeline whose addresses were unconfirmed, and for no other", async () => {
    const addresses = () => ({ at: new Date(now).toISOString(), unconfirmed: ["ann@example.com"], asked: 0 });
    for (const branch of ["main", "other"]) items.set(branch, "1");
    await tick();
    await run("main", "applied", "1", addresses());
    await run("other", "applied", "1", "none");
    now += 86_399_000;
    expect(await tick()).toEqual([]);
    now += 1_000;
    expect(await tick()).toEqual(["shop main"]);
    await run("main", "applied", "1", addresses());
    expect(await tick()).toEqual([]);
    now += 86_400_000;
    expect(await tick()).toEqual(["shop main"]);
    await run("main", "applied", "1", "none");
    now += 86_400_000;
    expect(await tick()).toEqual([]);
  });

  it("asks no sooner where the run could not look, and once where the item has changed too", async () => {
    const addresses = { at: new Date(now).toISOString(), unconfirmed: ["ann@example.com"], asked: 0 };
    items.set("main", "1");
    await tick();
    await run("main", "applied", "1", addresses);
    now += 86_400_000;
    items.set("main", "2");
    expect(await tick()).toEqual(["shop main"]);
    await run("main", "invalid", "2");
    expect(await tick()).toEqual([]);
    now += 86_400_000;
    expect(await tick()).toEqual(["shop main"]);
  });
});

describe("what waits for what runs in its pipeline", () => {
  const defer = async (until: number) => {
    items.set("main", "1");
    await ledger.request(key("main"));
    const record = await take("main");
    const wait = { since: new Date(now).toISOString(), execution: "e", why: "runs" };
    await ledger.defer(record, record.lease?.id ?? "", {
      ...wait,
      until: new Date(now + until).toISOString(),
    });
  };

  it("starts no build and is not old, until its time is up", async () => {
    await defer(3_600_000);
    now += 3_599_000;
    expect(await tick()).toEqual([]);
    expect([started, oldest]).toEqual([0, 0]);
    now += 61_000;
    await tick();
    expect([started, oldest]).toEqual([1, 60]);
  });

  it("starts a build when more is asked for", async () => {
    await defer(3_600_000);
    await ledger.request(key("main"));
    await tick();
    expect(started).toBe(1);
  });
});
