import { beforeEach, describe, expect, it } from "vitest";
import { there } from "../../testing/expect/there.js";
import {
  keyText,
  type Lease,
  Ledger,
  memoryRows,
  type PipelineKey,
  type StateMark,
  type TableItem,
} from "../records/index.js";
import type { Recovered } from "../repair/index.js";
import { reconcileKeys, reconcilePending } from "./reconcile.js";
import { reconcileKey } from "./reconcile-key.js";
import type { Reconciler } from "./reconciler.js";
import type { StackRunner, Subscriptions } from "./stack-runner.js";

const main: PipelineKey = { repository: "shop", branch: "main" };
const next: PipelineKey = { repository: "shop", branch: "next" };

let now: number;
let beats: Set<() => void>;
let ledger: Ledger;
let items: Map<string, TableItem>;
let states: Map<string, StateMark>;
let done: string[];
let ended: Set<string>;
let ids: number;
let left: Recovered;
let addresses: Subscriptions;

beforeEach(() => {
  addresses = { pending: [], gone: [] };
  now = Date.UTC(2026, 0, 1);
  beats = new Set();
  ledger = new Ledger(memoryRows(), clock);
  items = new Map();
  states = new Map();
  done = [];
  ended = new Set();
  ids = 0;
  left = { done: [], foreign: [] };
});

const clock = {
  now: () => now,
  every: (_: number, task: () => void) => {
    beats.add(task);
    return () => beats.delete(task);
  },
};

const approvals = [{ topicName: "approval", emails: ["ann@example.com"] }];

const runner: StackRunner = {
  compile: async ({ digest }) =>
    digest === "invalid"
      ? { ok: false, reason: "the reason", hint: "the hint" }
      : { ok: true, output: { digest: String(digest), tools: {}, stack: "stack", folder: "out", approvals } },
  claim: async () => undefined,
  stateOf: async (key) => states.get(keyText(key)),
  keep: async (_, { digest }) => `kept ${digest}`,
  recover: async (_, { configuration }) => {
    done.push(`recover ${configuration}`);
    return left;
  },
  subscriptions: async () => addresses,
  deploy: async (key, { digest }, { onLine }) => {
    done.push(`deploy ${digest}`);
    onLine("Apply complete!");
    states.set(keyText(key), { serial: done.length, lineage: "l" });
  },
  destroy: async (_, { configuration }) => void done.push(`destroy from ${configuration}`),
  clear: async (key) => void done.push(`clear ${key.branch}`),
  repair: async (_, leases) => void done.push(`mend ${leases.map(({ owner }) => owner).join()}`),
};

const reconciler = (more: Partial<Reconciler> = {}): Reconciler => ({
  ledger,
  table: { readItem: async (key) => items.get(keyText(key)) },
  runner,
  hasEnded: async (owner) => ended.has(owner),
  identity: { owner: "build 2", who: "root@two", log: "log" },
  clock,
  newId: () => `lease ${ids++}`,
  leaseMs: 60_000,
  parallel: 2,
  signal: new AbortController().signal,
  report: () => {},
  onLine: () => {},
  ...more,
});

const put = (key: PipelineKey, digest: string) => items.set(keyText(key), { digest });
const read = async (key = main) => there(await ledger.read(key));
const reconcile = async (more?: Partial<Reconciler>) =>
  (await reconcileKeys([main], reconciler(more)))[0]?.result;

/** An attempt stands. */
async function failingOnce(digest: string): Promise<void> {
  put(main, digest);
  const deploy = () => Promise.reject(new Error("Throttling: Rate exceeded"));
  await reconcile({ runner: { ...runner, deploy } });
}

/** Another build has the lease. */
async function takenByOther(): Promise<Lease> {
  await ledger.request(main);
  const taker = { id: "other's", owner: "build 1", who: "root@one", leaseMs: 60_000 };
  return (await ledger.takeLease(await read(), taker))?.lease as Lease;
}

describe("addresses of approvals", () => {
  const ann = "ann@example.com";
  const seen = async () => (await read()).addresses;

  it("are remembered while nobody has confirmed them, and forgotten once somebody has", async () => {
    put(main, "1");
    addresses = { pending: [ann], gone: [] };
    await reconcile();
    expect(await seen()).toEqual({ at: "2026-01-01T00:00:00.000Z", unconfirmed: [ann], asked: 0 });
    addresses = { pending: [], gone: [] };
    expect(await reconcile()).toMatchObject({ outcome: { kind: "unchanged" } });
    expect(await seen()).toBeUndefined();
  });

  it("are asked again when AWS has given them up, three times and no more", async () => {
    put(main, "1");
    addresses = { pending: [ann], gone: [] };
    await reconcile();
    expect(await reconcile()).toMatchObject({ outcome: { kind: "unchanged" } });
    addresses = { pending: [], gone: [ann] };
    const kinds = [];
    for (let day = 0; day < 5; day++) {
      const result = await reconcile();
      kinds.push(result && "outcome" in result && result.outcome.kind);
    }
    expect(kinds).toEqual(["applied", "applied", "applied", "unchanged", "unchanged"]);
    expect(await seen()).toMatchObject({ unconfirmed: [ann], asked: 3 });
  });

  it("that cannot be looked at fail no run, and stay as they were", async () => {
    put(main, "1");
    addresses = { pending: [ann], gone: [] };
    await reconcile();
    const subscriptions = () => Promise.reject(new Error("AuthorizationError"));
    const reports: string[] = [];
    const report = (event: string) => void reports.push(event);
    put(main, "2");
    const result = await reconcile({ report, runner: { ...runner, subscriptions } });
    expect(result).toMatchObject({ outcome: { kind: "applied" } });
    expect(reports).toContain("addresses-not-seen");
    expect(await seen()).toMatchObject({ unconfirmed: [ann] });
  });
});

describe("reconcile", () => {
  it("deploys a new item, then nothing, then its change", async () => {
    put(main, "1");
    expect(await reconcile()).toMatchObject({
      outcome: { kind: "applied", log: "log", tail: ["Apply complete!"] },
    });
    expect(await reconcile()).toMatchObject({ outcome: { kind: "unchanged" } });
    put(main, "2");
    expect(await reconcile()).toMatchObject({ outcome: { kind: "applied" } });
    expect(done).toEqual(["deploy 1", "deploy 2"]);
    expect(await read()).toMatchObject({
      lastApplied: { digest: "2", configuration: "kept 2" },
      phase: "waiting",
    });
  });

  it("destroys from what was last tried, clears, and forgets", async () => {
    put(main, "1");
    await reconcile();
    items.clear();
    expect(await reconcile()).toMatchObject({ outcome: { kind: "destroyed" } });
    expect(done).toEqual(["deploy 1", "destroy from kept 1", "clear main"]);
    expect(await ledger.list()).toEqual([]);
  });

  it("makes nothing, mends nothing and removes nothing where another key has the id", async () => {
    await takenByOther();
    const claim = async () => ({ repository: "acme/other", branch: "main" });
    const others = { runner: { ...runner, claim }, hasEnded: async () => true };
    now += 120_000;
    put(main, "1");
    expect(await reconcile(others)).toMatchObject({
      outcome: { kind: "failed", failure: { class: "id-taken" } },
    });
    now += 3_600_000;
    items.clear();
    expect(await reconcile(others)).toMatchObject({ outcome: { kind: "destroyed" } });
    expect(done).toEqual([]);
    expect(await ledger.list()).toEqual([]);
  });

  it("makes no more pipelines of one repository than the installation allows, and goes on with those it has", async () => {
    put(main, "1");
    await reconcile({ mostPipelines: 1 });
    const next = { repository: main.repository, branch: "next" };
    put(next, "1");
    const [first] = await reconcileKeys([next], reconciler({ mostPipelines: 1 }));
    expect(first?.result).toMatchObject({ outcome: { failure: { class: "too-many-pipelines" } } });
    put(main, "2");
    expect(await reconcile({ mostPipelines: 1 })).toMatchObject({ outcome: { kind: "applied" } });
    const other = { repository: "other", branch: "main" };
    put(other, "1");
    const [second] = await reconcileKeys([other], reconciler({ mostPipelines: 1 }));
    expect(second?.result).toMatchObject({ outcome: { kind: "applied" } });
  });

  it("forgets what never was", async () => {
    expect(await reconcile()).toMatchObject({ outcome: { kind: "destroyed" } });
    expect(done).toEqual(["clear main"]);
  });

  it("leaves a live pipeline alone when its item is invalid, and does not try again by itself", async () => {
    put(main, "1");
    await reconcile();
    put(main, "invalid");
    const failure = { class: "invalid-item", message: "the reason", hint: "the hint" };
    expect(await reconcile()).toMatchObject({ outcome: { kind: "invalid", failure } });
    expect(done).toEqual(["deploy 1"]);
    expect(await read()).toMatchObject({
      lastApplied: { digest: "1" },
      generation: 2,
      observedGeneration: 2,
    });
  });

  it("keeps what failed for a later try, and mends after a Terraform that was broken off", async () => {
    put(main, "1");
    const deploy = () => Promise.reject(new Error("Throttling: Rate exceeded"));
    const result = await reconcile({ runner: { ...runner, deploy } });
    expect(result).toMatchObject({ outcome: { kind: "failed", failure: { class: "throttled" } } });
    expect(done).toEqual(["mend build 2"]);
    expect(await read()).toMatchObject({
      lastAttempted: { digest: "1" },
      retry: { failures: 1 },
      observedGeneration: 0,
    });
    expect(await reconcilePending(reconciler())).toEqual([]);
    now += 60_000;
    expect(await reconcilePending(reconciler())).toMatchObject([
      { result: { outcome: { kind: "applied" } } },
    ]);
  });

  it("looks first for what was left by an attempt of which nobody knows how far it came", async () => {
    await failingOnce("1");
    put(main, "2");
    left = { done: ["a role was there"], foreign: ["aws_iam_role other"] };
    expect(await reconcile()).toMatchObject({
      outcome: { kind: "applied", recovered: ["a role was there"] },
    });
    expect(done).toEqual(["mend build 2", "recover kept 1", "deploy 2"]);
  });

  it("says whose a name is that the same attempt would meet again", async () => {
    await failingOnce("1");
    left = { done: [], foreign: ["aws_iam_role shop"] };
    expect(await reconcile()).toMatchObject({
      outcome: { failure: { class: "name-taken", message: expect.stringContaining("aws_iam_role shop") } },
    });
    expect(done).not.toContain("deploy 1");
  });

  it("goes on to a change when what was tried cannot even be planned, but not when AWS cannot be asked", async () => {
    await failingOnce("1");
    put(main, "2");
    const unplannable = { ...runner, recover: () => Promise.reject(new Error("Invalid value")) };
    const throttled = { ...runner, recover: () => Promise.reject(new Error("Throttling: Rate exceeded")) };
    expect(await reconcile({ runner: throttled })).toMatchObject({ outcome: { kind: "failed" } });
    expect(await read()).toMatchObject({ lastAttempted: { digest: "1" } });
    expect(await reconcile({ runner: unplannable })).toMatchObject({ outcome: { kind: "applied" } });
  });

  it("does not take for unchanged what a destroy was broken off of", async () => {
    put(main, "1");
    await reconcile();
    items.clear();
    const destroy = () => Promise.reject(new Error("Throttling: Rate exceeded"));
    await reconcile({ runner: { ...runner, destroy } });
    put(main, "1");
    expect(await reconcile()).toMatchObject({ outcome: { kind: "applied" } });
  });

  it("goes round when more is asked while it works", async () => {
    put(main, "1");
    const deploy: StackRunner["deploy"] = async (key, output, watch) => {
      if (output.digest === "1") {
        put(main, "2");
        await ledger.request(main);
      }
      await runner.deploy(key, output, watch);
    };
    expect(await reconcile({ runner: { ...runner, deploy } })).toMatchObject({
      outcome: { kind: "applied" },
    });
    expect(done).toEqual(["deploy 1", "deploy 2"]);
    expect(await read()).toMatchObject({ observedGeneration: 2 });
  });

  it("goes round when the item comes back while it is destroyed", async () => {
    put(main, "1");
    await reconcile();
    items.clear();
    const clear = async () => {
      put(main, "2");
      await ledger.request(main);
    };
    expect(await reconcile({ runner: { ...runner, clear } })).toMatchObject({
      outcome: { kind: "applied" },
    });
    expect(done).toEqual(["deploy 1", "destroy from kept 1", "deploy 2"]);
  });
});

describe("a lease", () => {
  it.each([
    ["is fresh, whoever has it", 0, ["build 1"]],
    ["ran out, without a proof that its owner has ended", 120_000, []],
  ])("is left alone when it %s", async (_, passed, known) => {
    put(main, "1");
    await takenByOther();
    for (const owner of known) ended.add(owner);
    now += passed;
    expect(await reconcile()).toEqual({ skipped: "locked" });
    expect(done).toEqual([]);
  });

  it("is taken over with proof, and what its owner left is mended first", async () => {
    put(main, "1");
    await takenByOther();
    ended.add("build 1");
    now += 120_000;
    expect(await reconcile()).toMatchObject({ outcome: { kind: "applied" } });
    expect(done).toEqual(["mend build 1", "deploy 1"]);
    expect((await read()).staleLeases).toEqual([]);
  });

  it("is kept alive while Terraform runs, and no longer", async () => {
    put(main, "1");
    const deploy: StackRunner["deploy"] = async (...rest) => {
      now += 20_000;
      for (const beat of beats) beat();
      await runner.deploy(...rest);
      expect((await read()).lease).toMatchObject({ expires: "2026-01-01T00:01:20.000Z" });
    };
    await reconcile({ runner: { ...runner, deploy } });
    expect(done).toEqual(["deploy 1"]);
    expect(beats.size).toBe(0);
  });

  it("that is another's stops Terraform at the next heartbeat, and nothing is written any more", async () => {
    put(main, "1");
    const deploy: StackRunner["deploy"] = async (_, __, { signal }) => {
      const taker = { id: "newer", owner: "build 3", who: "root@three", leaseMs: 60_000 };
      await ledger.takeLease(await read(), taker);
      const stopped = new Promise((resolve) => signal.addEventListener("abort", resolve));
      for (const beat of beats) beat();
      await stopped;
      throw new Error("interrupted");
    };
    expect(await reconcile({ runner: { ...runner, deploy } })).toEqual({ skipped: "lease-lost" });
    expect(await read()).toMatchObject({ lease: { id: "newer" } });
    expect((await read()).outcome).toBeUndefined();
  });
});

describe("reconcilePending", () => {
  it("does all that is asked for, who asked first is served first, so many at once", async () => {
    for (let index = 0; index < 6; index++) {
      const key = { ...main, branch: `b${index}` };
      put(key, String(index));
      now += 1;
      await ledger.request(key);
    }
    let atWork = 0;
    let most = 0;
    const deploy: StackRunner["deploy"] = async (...rest) => {
      most = Math.max(most, ++atWork);
      await runner.deploy(...rest);
      atWork -= 1;
    };
    const results = await reconcilePending(reconciler({ runner: { ...runner, deploy } }));
    expect(results.map(({ key }) => key.branch)).toEqual(["b0", "b1", "b2", "b3", "b4", "b5"]);
    expect(most).toBe(2);
  });

  it("finds what was asked while it worked", async () => {
    put(main, "1");
    put(next, "2");
    await ledger.request(main);
    const deploy: StackRunner["deploy"] = async (key, ...rest) => {
      if (key.branch === "main") await ledger.request(next);
      await runner.deploy(key, ...rest);
    };
    await reconcilePending(reconciler({ runner: { ...runner, deploy } }));
    expect(done).toEqual(["deploy 1", "deploy 2"]);
  });

  it("passes by what another has, once", async () => {
    await takenByOther();
    expect(await reconcilePending(reconciler())).toEqual([{ key: main, result: { skipped: "locked" } }]);
  });

  it("looks again at what another had, when it is asked for once more", async () => {
    await takenByOther();
    const others = await read();
    now += 1;
    put(next, "1");
    await ledger.request(next);
    const deploy: StackRunner["deploy"] = async (key, ...rest) => {
      await runner.deploy(key, ...rest);
      if (key.branch !== "next") return;
      const outcome = { kind: "applied", at: "", owner: "build 1" } as const;
      expect(await ledger.release(others, "other's", { outcome })).toBe("released");
      put(main, "2");
      await ledger.request(main);
    };
    await reconcilePending(reconciler({ runner: { ...runner, deploy }, parallel: 1 }));
    expect(done).toEqual(["deploy 1", "deploy 2"]);
  });

  it("begins nothing whose end its build might not see, and leaves it asked for", async () => {
    put(main, "1");
    put(next, "2");
    await ledger.request(main);
    now += 1;
    await ledger.request(next);
    const deploy: StackRunner["deploy"] = async (...rest) => {
      await runner.deploy(...rest);
      now += 60_000;
    };
    const startsUntil = now + 60_000;
    const results = await reconcilePending(
      reconciler({ runner: { ...runner, deploy }, parallel: 1, startsUntil }),
    );
    expect(results[1]).toEqual({ key: next, result: { skipped: "deferred" } });
    expect(done).toEqual(["deploy 1"]);
    expect(await read(next)).toMatchObject({ generation: 1, observedGeneration: 0 });
  });

  it("begins nothing once its end is asked for", async () => {
    put(main, "1");
    await ledger.request(main);
    const signal = AbortSignal.abort();
    expect(await reconcilePending(reconciler({ signal }))).toEqual([]);
    expect(await reconcileKey(main, reconciler({ signal }))).toEqual({ skipped: "cancelled" });
    expect(done).toEqual([]);
  });

  it("leaves the lease to the end of its build when the ledger cannot be written", async () => {
    put(main, "1");
    await ledger.request(main);
    const failing = Object.assign(Object.create(ledger) as Ledger, {
      release: () => Promise.reject(new Error("InternalServerError")),
    });
    const results = await reconcilePending(reconciler({ ledger: failing }));
    expect(results).toMatchObject([{ result: { skipped: "ledger-unavailable" } }]);
  });
});
