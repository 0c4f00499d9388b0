import { beforeEach, describe, expect, it } from "vitest";
import { Ledger, type LedgerRecord, memoryRows } from "../../records/index.js";
import type { Lock } from "../../state/index.js";
import { examine } from "./examine.js";

const key = { repository: "shop", branch: "main" };
const attempt = { digest: "1", tools: {}, configuration: "kept", at: "2026-01-01T00:00:00.000Z" };

let now: number;
let ledger: Ledger;
let locks: Lock[];
let fits: boolean;
let ended: boolean;
let done: string[];

beforeEach(() => {
  now = Date.UTC(2026, 0, 1);
  ledger = new Ledger(memoryRows(), clock);
  locks = [];
  fits = true;
  ended = false;
  done = [];
});

const clock = { now: () => now, every: () => () => {} };
const states = {
  locksOf: async () => locks,
  digestFits: async () => fits,
  repair: async () => void done.push("repair"),
};
const findOrphans = async () => ({ ours: [], foreign: [], keys: [] });
const look = () => examine(key, { ledger, states, clock, hasEnded: async () => ended, findOrphans });

async function lease(): Promise<void> {
  await ledger.request(key);
  const record = (await ledger.read(key)) as LedgerRecord;
  await ledger.takeLease(record, { id: "one", owner: "laptop/1", who: "root@laptop", leaseMs: 60_000 });
}

function lockedBy(Who: string): void {
  const release = async () => void done.push("release");
  locks = [{ info: { ID: "7", Who, Created: "2026-01-01T00:00:01.000Z" }, release }];
}

describe("examine", () => {
  it("finds nothing wrong with what rests, or with a run that is at work", async () => {
    expect(await look()).toEqual([]);
    await lease();
    expect(await look()).toEqual([]);
  });

  it("never breaks the lock of who is at work, nor mends a digest under it", async () => {
    await lease();
    lockedBy("root@laptop");
    fits = false;
    const findings = await look();
    expect(findings.map(({ kind, fix, repair }) => [kind, fix, repair])).toEqual([
      ["lock", "manual", undefined],
      ["digest", "manual", undefined],
    ]);
  });

  it("asks where a lease ran out and no end is proven", async () => {
    await lease();
    lockedBy("root@laptop");
    now += 120_000;
    expect((await look()).map(({ kind, fix }) => [kind, fix])).toEqual([
      ["lock", "confirm"],
      ["lease", "confirm"],
    ]);
  });

  it("breaks the lock, and takes over the lease, of who has proven to have ended", async () => {
    await lease();
    await ledger.recordAttempt(key, "one", attempt);
    lockedBy("root@laptop");
    ended = true;
    const findings = await look();
    expect(findings.map(({ kind, fix }) => [kind, fix])).toEqual([
      ["lock", "safe"],
      ["lease", "safe"],
      ["attempt", "safe"],
    ]);
    expect(findings[1]?.repair).toEqual({ kind: "reconcile", key, ended: ["laptop/1"] });
  });

  it("asks before it breaks a lock of no run that the ledger knows", async () => {
    lockedBy("ann@laptop");
    const [finding] = await look();
    expect(finding).toMatchObject({ kind: "lock", fix: "confirm" });
    if (finding?.repair?.kind === "direct") await finding.repair.apply();
    expect(done).toEqual(["release"]);
  });

  it("repairs a digest by itself when nobody holds a lock", async () => {
    fits = false;
    expect(await look()).toMatchObject([{ kind: "digest", fix: "safe", repair: { kind: "direct" } }]);
  });
});

describe("what waits", () => {
  it("is told with the reason why no build could be started, and otherwise once an hour has gone", async () => {
    await ledger.request(key);
    expect(await look()).toEqual([]);
    now += 3_600_000;
    expect(await look()).toMatchObject([
      { kind: "waiting", fix: "manual", message: expect.stringContaining("since 2026-01-01T00:00:00.000Z") },
    ]);
    const reason = "AccountLimitExceededException: Cannot have more than 0 builds in queue for the account";
    await ledger.recordRefusal(key, reason);
    expect(await look()).toMatchObject([
      {
        kind: "waiting",
        message: expect.stringContaining(reason),
        remedy: expect.stringContaining("Service Quotas"),
      },
    ]);
    await lease();
    expect(await look()).toEqual([]);
  });

  it("is also an address that nobody has confirmed", async () => {
    await lease();
    const record = (await ledger.read(key)) as LedgerRecord;
    const seen = (asked: number) => ({
      at: "2026-01-01T00:00:00.000Z",
      unconfirmed: ["ann@example.com"],
      asked,
    });
    const outcome = { kind: "applied", at: "", owner: "laptop/1" } as const;
    await ledger.release(record, "one", { outcome, addresses: seen(0) });
    const [finding] = await look();
    expect(finding).toMatchObject({ kind: "address", fix: "manual" });
    expect(finding?.message).toContain("ann@example.com");
    expect(finding?.remedy).toContain("48 hours");
  });
});
