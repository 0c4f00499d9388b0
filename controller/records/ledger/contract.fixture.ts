import { describe, expect, it } from "vitest";
import { there } from "../../../testing/expect/there.js";
import type { PipelineKey } from "../key.js";
import { type LeaseRequest, Ledger } from "./ledger.js";
import { isDue, isPending, type Outcome } from "./record.js";
import type { Rows } from "./rows.js";

const key: PipelineKey = { repository: "webshop", branch: "main" };

const taker = (id: string): LeaseRequest => ({
  id,
  owner: `owner of ${id}`,
  who: "root@host",
  leaseMs: 60_000,
});
const outcome = (kind: Outcome["kind"]): Outcome => ({ kind, at: "now", owner: "owner", tail: ["line"] });

/** A ledger on rows of its own, and what is done with its one record. The time stands still unless it is advanced. */
function ledgerOn(rows: Rows) {
  let now = Date.UTC(2026, 0, 1);
  const ledger = new Ledger(rows, { now: () => now, every: () => () => {} });
  const read = async () => there(await ledger.read(key));
  const take = async (id: string) => there(await ledger.takeLease(await read(), taker(id)));
  const askAndTake = async (id: string) => {
    await ledger.request(key);
    return take(id);
  };
  const advance = (ms: number) => {
    now += ms;
  };
  return { rows, ledger, read, take, askAndTake, advance };
}

const facts: Readonly<Record<string, (on: ReturnType<typeof ledgerOn>) => Promise<void>>> = {
  "counts what is asked, also when it is asked many times at once": async ({ ledger, read }) => {
    await Promise.all(Array.from({ length: 20 }, () => ledger.request(key)));
    expect(await read()).toMatchObject({ key, generation: 20, observedGeneration: 0, phase: "waiting" });
  },

  "knows nothing of what nobody asked for": async ({ ledger }) => {
    expect(await ledger.read(key)).toBeUndefined();
    expect(await ledger.list()).toEqual([]);
  },

  "lists every record": async ({ ledger }) => {
    const branches = Array.from({ length: 30 }, (_, index) => `b${String(index).padStart(2, "0")}`);
    for (const branch of branches) await ledger.request({ ...key, branch });
    expect((await ledger.list()).map((record) => record.key.branch).sort()).toEqual(branches);
  },

  "says why nothing begins what waits, until a run does": async ({ ledger, read, take }) => {
    await ledger.recordRefusal(key, "none");
    expect(await ledger.read(key)).toBeUndefined();
    await ledger.request(key);
    await ledger.recordRefusal(key, "none");
    expect((await read()).refused).toEqual({ since: "2026-01-01T00:00:00.000Z", reason: "none" });
    expect((await take("one")).refused).toBeUndefined();
    await ledger.recordRefusal(key, "one");
    expect((await read()).refused).toBeUndefined();
    await ledger.release(await read(), "one", { outcome: outcome("applied") });
    expect((await read()).refused).toBeUndefined();
  },

  "keeps what a run saw of addresses until another says otherwise": async ({ ledger, read, askAndTake }) => {
    const addresses = { at: "now", unconfirmed: ["ann@example.com"], asked: 1 };
    const expected = [addresses, addresses, undefined];
    for (const [run, seen] of [{ addresses }, {}, { addresses: "none" as const }].entries()) {
      await ledger.release(await askAndTake(`${run}`), `${run}`, { outcome: outcome("applied"), ...seen });
      expect((await read()).addresses).toEqual(expected[run]);
    }
  },

  "gives one lease to many who ask for it at once": async ({ ledger, read }) => {
    await ledger.request(key);
    const record = await read();
    const takers = Array.from({ length: 10 }, (_, index) => taker(`lease ${index}`));
    const taken = await Promise.all(takers.map((each) => ledger.takeLease(record, each)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect((await read()).lease?.id).toBe(taken.find(Boolean)?.lease?.id);
  },

  "takes a lease again for who has it already: the answer may have been lost": async ({ ledger, read }) => {
    await ledger.request(key);
    const record = await read();
    const lease = await ledger.takeLease(record, taker("one"));
    expect(await ledger.takeLease(record, taker("one"))).toEqual(lease);
  },

  "gives no lease to who read the record before it was answered": async ({ ledger, read, take }) => {
    await ledger.request(key);
    const early = await read();
    await ledger.release(await take("one"), "one", { outcome: outcome("unchanged") });
    expect(await ledger.takeLease(early, taker("two"))).toBeUndefined();
  },

  "keeps the leases that were taken over until what they left is mended": async ({
    ledger,
    read,
    take,
    askAndTake,
  }) => {
    await askAndTake("one");
    const record = await take("two");
    expect(record.staleLeases.map(({ id }) => id)).toEqual(["one"]);
    expect((await take("three")).staleLeases.map(({ id }) => id)).toEqual(["one", "two"]);
    expect(await ledger.recordRepaired(key, "three")).toBe(true);
    expect((await read()).staleLeases).toEqual([]);
  },

  "takes over only the lease that was read": async ({ ledger, read, take, askAndTake }) => {
    await askAndTake("one");
    const record = await read();
    await take("two");
    expect(await ledger.takeLease(record, taker("three"))).toBeUndefined();
  },

  "moves the end of a lease on with each heartbeat": async ({ ledger, read, askAndTake, advance }) => {
    const { lease } = await askAndTake("one");
    if (!lease) throw new Error("no lease");
    advance(30_000);
    expect(await ledger.heartbeat(key, lease, 60_000)).toBe(true);
    const moved = { heartbeat: "2026-01-01T00:00:30.000Z", expires: "2026-01-01T00:01:30.000Z" };
    expect((await read()).lease).toEqual({ ...lease, ...moved });
  },

  "remembers what is tried until it is applied, and neither once it is destroyed": async ({
    ledger,
    read,
    askAndTake,
  }) => {
    await askAndTake("one");
    const attempt = { digest: "d", tools: { terraform: "1" }, configuration: "c", at: "now" };
    await ledger.recordAttempt(key, "one", attempt);
    expect(await read()).toMatchObject({ lastAttempted: attempt, phase: "deploying" });
    const applied = { ...attempt, state: { serial: 3, lineage: "l" } };
    await ledger.recordApplied(key, "one", applied);
    expect(await read()).toMatchObject({ lastApplied: applied });
    expect((await read()).lastAttempted).toBeUndefined();
    await ledger.recordDestroyed(key, "one");
    expect((await read()).lastApplied).toBeUndefined();
  },

  "lets go once what was asked is answered": async ({ ledger, read, askAndTake }) => {
    const record = await askAndTake("one");
    expect(await ledger.release(record, "one", { outcome: outcome("applied"), item: "digest" })).toBe(
      "released",
    );
    const released = await read();
    expect(released).toMatchObject({ observedGeneration: 1, item: "digest", outcome: outcome("applied") });
    expect(released.lease).toBeUndefined();
    expect(isPending(released)).toBe(false);
  },

  "does not let go when more was asked meanwhile, and keeps the lease and the outcome": async ({
    ledger,
    read,
    askAndTake,
  }) => {
    const record = await askAndTake("one");
    await ledger.request(key);
    expect(await ledger.release(record, "one", { outcome: outcome("applied") })).toBe("requested");
    expect(await read()).toMatchObject({
      lease: { id: "one" },
      outcome: outcome("applied"),
      observedGeneration: 1,
    });
  },

  "waits longer after each failure, and not at all once it is asked again": async ({
    ledger,
    read,
    take,
  }) => {
    const fail = async (id: string) =>
      ledger.release(await take(id), id, { outcome: outcome("failed"), item: "digest" });
    await ledger.request(key);
    await fail("one");
    expect(await read()).toMatchObject({ retry: { failures: 1, at: "2026-01-01T00:01:00.000Z" } });
    expect(isDue(await read(), "2026-01-01T00:00:59.000Z")).toBe(false);
    expect(isDue(await read(), "2026-01-01T00:01:00.000Z")).toBe(true);
    await fail("two");
    expect(await read()).toMatchObject({ retry: { failures: 2, at: "2026-01-01T00:02:00.000Z" } });
    await ledger.request(key);
    expect(isDue(await read(), "2026-01-01T00:00:00.000Z")).toBe(true);
  },

  "keeps a record below 32 KB, whatever twenty runs say": async ({ ledger, rows, read, askAndTake }) => {
    const text = Array.from({ length: 20_000 }, () => "wörter ".repeat(20)).join("\n");
    const failure = { class: "invalid-item", message: text, hint: text };
    const said = { failure, tail: text.split("\n"), recovered: text.split("\n"), log: "l".repeat(300) };
    for (let run = 0; run < 20; run++) {
      const record = await askAndTake(`lease ${run}`);
      await ledger.release(record, `lease ${run}`, { outcome: { ...outcome("invalid"), ...said } });
    }
    expect(Buffer.byteLength(JSON.stringify(await rows.read(key)))).toBeLessThan(32_000);
    expect((await read()).outcome?.failure?.message).toMatch(/\n… and 19,9\d\d more$/);
  },

  "remembers the last ten runs, without their output": async ({ ledger, read, askAndTake }) => {
    for (let run = 0; run < 12; run++) {
      const record = await askAndTake(`lease ${run}`);
      await ledger.release(record, `lease ${run}`, { outcome: { ...outcome("applied"), at: String(run) } });
    }
    const { history } = await read();
    expect(history.map(({ at }) => at)).toEqual(["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
    expect(history[0]).not.toHaveProperty("tail");
  },

  "forgets a pipeline, unless more was asked meanwhile": async ({ ledger, read, askAndTake }) => {
    const record = await askAndTake("one");
    await ledger.request(key);
    expect(await ledger.forget(record, "one")).toBe("requested");
    expect(await ledger.forget(await read(), "one")).toBe("released");
    expect(await ledger.read(key)).toBeUndefined();
  },

  "writes nothing for an owner whose lease is another's": async ({ ledger, read, take, askAndTake }) => {
    const record = await askAndTake("one");
    await take("two");
    const before = await read();
    const { lease } = record;
    if (!lease) throw new Error("no lease");
    const attempt = { digest: "d", tools: {}, configuration: "c", at: "now" };
    expect(await ledger.heartbeat(key, lease, 60_000)).toBe(false);
    expect(await ledger.recordPhase(key, "one", "destroying")).toBe(false);
    expect(await ledger.recordRepaired(key, "one")).toBe(false);
    expect(await ledger.recordAttempt(key, "one", attempt)).toBe(false);
    expect(await ledger.recordApplied(key, "one", attempt)).toBe(false);
    expect(await ledger.recordDestroyed(key, "one")).toBe(false);
    expect(await ledger.release(record, "one", { outcome: outcome("applied") })).toBe("lease-lost");
    expect(await ledger.forget(record, "one")).toBe("lease-lost");
    expect(await read()).toEqual(before);
  },

  "makes no record for an owner whose pipeline is forgotten": async ({ ledger, askAndTake }) => {
    const record = await askAndTake("one");
    await ledger.forget(record, "one");
    expect(await ledger.recordPhase(key, "one", "destroying")).toBe(false);
    expect(await ledger.release(record, "one", { outcome: outcome("applied") })).toBe("lease-lost");
    expect(await ledger.read(key)).toBeUndefined();
  },
};

/** What any ledger must do, on whatever rows. The rows are empty at first, each time. */
export function ledgerContract(name: string, emptyRows: () => Promise<Rows>): void {
  describe(`a ledger on ${name}`, () => {
    it.each(Object.entries(facts))("%s", async (_, holds) => holds(ledgerOn(await emptyRows())));
  });
}
