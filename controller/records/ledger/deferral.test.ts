import { describe, expect, it } from "vitest";
import { there } from "../../../testing/expect/there.js";
import { Ledger } from "./ledger.js";
import { memoryRows } from "./memory-rows.js";
import { isDue, isPending, waitingSince } from "./record.js";

const key = { repository: "shop", branch: "main" };
const now = "2026-01-01T00:00:00.000Z";
const wait = { since: now, until: "2026-01-01T01:00:00.000Z", execution: "e", why: "runs" };

function ledgerOf() {
  const ledger = new Ledger(memoryRows(), { now: () => Date.parse(now), every: () => () => {} });
  const read = async () => there(await ledger.read(key));
  const askAndTake = async (id: string) => {
    await ledger.request(key);
    const taker = { id, owner: id, who: "root@host", leaseMs: 60_000 };
    return there(await ledger.takeLease(await read(), taker));
  };
  return { ledger, read, askAndTake };
}

describe("a request that is deferred", () => {
  it("is let go of, and is due at its limit, or once more is asked", async () => {
    const { ledger, read, askAndTake } = ledgerOf();
    expect(await ledger.defer(await askAndTake("one"), "one", wait)).toBe("released");
    const waiting = await read();
    expect(waiting).toMatchObject({ phase: "waiting", deferred: { ...wait, generation: 1 } });
    expect([isPending(waiting), waiting.lease, waiting.outcome]).toEqual([true, undefined, undefined]);
    expect([isDue(waiting, "2026-01-01T00:59:59.000Z"), isDue(waiting, wait.until)]).toEqual([false, true]);
    expect(waitingSince(waiting)).toBe(wait.until);
    await ledger.request(key);
    expect([isDue(await read(), now), waitingSince(await read())]).toEqual([true, now]);
  });

  it("is not let go of when more was asked meanwhile, or by who has no lease", async () => {
    const { ledger, read, askAndTake } = ledgerOf();
    const record = await askAndTake("one");
    await ledger.request(key);
    expect(await ledger.defer(record, "one", wait)).toBe("requested");
    expect(await read()).toMatchObject({ lease: { id: "one" } });
    expect(await ledger.defer(record, "two", wait)).toBe("lease-lost");
    expect(await ledger.defer(await read(), "one", wait)).toBe("released");
  });

  it("is one no more once it has come to an outcome", async () => {
    const { ledger, read, askAndTake } = ledgerOf();
    await ledger.defer(await askAndTake("one"), "one", wait);
    const outcome = { kind: "applied", at: now, owner: "two" } as const;
    await ledger.release(await askAndTake("two"), "two", { outcome });
    expect((await read()).deferred).toBeUndefined();
  });
});
