import { beforeEach, describe, expect, it } from "vitest";
import { Ledger } from "./ledger.js";
import { memoryRows } from "./memory-rows.js";
import type { LedgerRecord, Outcome } from "./record.js";
import { statusOf } from "./status.js";

const key = { repository: "shop", branch: "main" };
const start = Date.UTC(2026, 0, 1);
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const attempt = { digest: "1", tools: {}, configuration: "kept", at: at(1) };
const failure = { class: "throttled", message: "AWS asked for fewer requests.", hint: "Wait." };

let now: number;
let ledger: Ledger;

beforeEach(() => {
  now = start;
  ledger = new Ledger(memoryRows(), { now: () => now, every: () => () => {} });
});

const status = async () => statusOf(key, await ledger.read(key));

async function begin(): Promise<LedgerRecord> {
  await ledger.request(key);
  now += 60_000;
  const record = (await ledger.read(key)) as LedgerRecord;
  await ledger.takeLease(record, { id: "one", owner: "laptop/1", who: "ann@laptop", leaseMs: 60_000 });
  return record;
}

async function end(record: LedgerRecord, more: Partial<Outcome>): Promise<void> {
  const outcome = { kind: "applied", at: at(2), owner: "laptop/1", ...more } as const;
  await ledger.release(record, "one", { outcome, item: "digest" });
}

describe("the status of a pipeline", () => {
  it("is new while the ledger has not heard of it, and waiting once it has", async () => {
    expect(await status()).toEqual({ repo: "shop", branch: "main", state: "new" });
    await ledger.request(key);
    expect(await status()).toEqual({ repo: "shop", branch: "main", state: "waiting", requested: at(0) });
  });

  it("is running while somebody has the lease, and says who, since when, and where it is", async () => {
    await begin();
    await ledger.recordAttempt(key, "one", attempt);
    const running = { phase: "deploying", since: at(1), who: "ann@laptop", owner: "laptop/1" };
    expect(await status()).toMatchObject({ state: "running", requested: at(0), running });
  });

  it("is applied once nothing is asked any more", async () => {
    const record = await begin();
    await ledger.recordApplied(key, "one", attempt);
    await end(record, { log: "https://log" });
    const names = { repo: "shop", branch: "main" };
    expect(await status()).toEqual({ ...names, state: "applied", applied: at(1), log: "https://log" });
  });

  it("is failed with the reason, and with the time of the next try", async () => {
    await end(await begin(), { kind: "failed", failure });
    expect(await status()).toMatchObject({ state: "failed", failure, requested: at(0), retry: at(2) });
  });

  it("is invalid with the reason, and with what is live, and waits for nothing", async () => {
    const record = await begin();
    await ledger.recordApplied(key, "one", attempt);
    await end(record, { kind: "invalid", failure });
    const told = await status();
    expect(told).toMatchObject({ state: "invalid", failure, applied: at(1) });
    expect(told).not.toHaveProperty("retry");
    expect(told).not.toHaveProperty("asked");
  });

  it("is running again, not failed, while somebody tries again", async () => {
    await end(await begin(), { kind: "failed", failure });
    await begin();
    expect(await status()).toMatchObject({ state: "running", failure });
  });

  it("is applied no more but waiting when more is asked for", async () => {
    const record = await begin();
    await ledger.recordApplied(key, "one", attempt);
    await end(record, {});
    await ledger.request(key);
    expect(await status()).toMatchObject({ state: "waiting", applied: at(1) });
  });
});
