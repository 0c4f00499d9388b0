import { beforeEach, describe, expect, it } from "vitest";
import { there } from "../../testing/expect/there.js";
import type { AtWork, WaitLimits } from "../executions/index.js";
import { type Awaited, type Haste, itemDigest, Ledger, memoryRows, statusOf } from "../records/index.js";
import type { Waiting } from "./hold-back.js";
import { reconcilePending } from "./reconcile.js";
import type { Reconciler } from "./reconciler.js";
import type { StackRunner } from "./stack-runner.js";

const key = { repository: "shop", branch: "main" };
const start = Date.UTC(2026, 0, 1);
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const action: AtWork = { execution: "e1", kind: "action", stage: "Build", action: "Compile", since: at(-5) };
const approval: AtWork = { ...action, kind: "approval", stage: "Prod", action: "Ask" };

let now: number;
let item: { readonly digest: string } | undefined;
let atWork: readonly AtWork[];
let heard: Awaited[];
let done: string[];
let haste: Haste | undefined;
let limits: WaitLimits;
let ledger: Ledger;

beforeEach(() => {
  now = start;
  item = { digest: "1" };
  atWork = [];
  heard = [];
  done = [];
  haste = undefined;
  limits = { whileRunning: "wait", actionMinutes: 30, approvalMinutes: 60 };
  ledger = new Ledger(memoryRows(), clock);
});

const clock = { now: () => now, every: () => () => {} };

const runner: StackRunner = {
  compile: async ({ digest }) => ({
    ok: true,
    output: { digest: String(digest), tools: {}, stack: "stack", folder: "out" },
  }),
  claim: async () => undefined,
  stateOf: async () => ({ serial: done.length, lineage: "l" }),
  keep: async (_, { digest }) => digest,
  recover: async () => ({ done: [], foreign: [] }),
  subscriptions: async () => ({ pending: [], gone: [] }),
  deploy: async (_, { digest }) => void done.push(`deploy ${digest}`),
  destroy: async () => void done.push("destroy"),
  clear: async () => {},
  repair: async () => {},
};

const waiting = (): Waiting => ({
  limits,
  hasteOf: async () => haste,
  forgetHaste: async () => {
    haste = undefined;
  },
  mayWait: async () => true,
  atWork: async () => atWork,
  listen: async (_, awaited) => void heard.push(awaited),
});

const reconciler = (): Reconciler => ({
  ledger,
  table: { readItem: async () => item },
  runner,
  waiting: waiting(),
  hasEnded: async () => true,
  identity: { owner: "build", who: "root@build" },
  clock,
  newId: () => `id ${heard.length}`,
  leaseMs: 60_000,
  parallel: 1,
  signal: new AbortController().signal,
  report: () => {},
  onLine: () => {},
});

const build = async () => (await reconcilePending(reconciler())).map(({ result }) => result);
const read = async () => there(await ledger.read(key));
const pass = (minutes: number) => {
  now += minutes * 60_000;
};
async function edited(digest: string): Promise<void> {
  item = { digest };
  await ledger.request(key);
}

/** The first is applied, the second waits. */
async function deferred(running: AtWork = approval): Promise<void> {
  await edited("1");
  await build();
  atWork = [running];
  await edited("2");
  await build();
}

describe("a change that would cancel what runs", () => {
  it("waits: nothing is done, nothing has failed, and what was asked stays asked, without a build", async () => {
    await deferred();
    expect(done).toEqual(["deploy 1"]);
    const { outcome, lease, phase, generation, observedGeneration } = await read();
    expect([outcome?.kind, lease, phase, generation - observedGeneration]).toEqual([
      "applied",
      undefined,
      "waiting",
      1,
    ]);
    expect(statusOf(key, await read())).toMatchObject({
      state: "deferred",
      deferred: {
        since: at(0),
        until: at(60),
        execution: "e1",
        why: `waits for Ask in stage Prod, since ${at(-5)}`,
      },
    });
    expect(await build()).toEqual([]);
  });

  it("asks nobody what runs where it cancels nothing of that", async () => {
    const cancelsNothing = { mayWait: async () => false, atWork: () => expect.unreachable() };
    await edited("1");
    await reconcilePending({ ...reconciler(), waiting: { ...waiting(), ...cancelsNothing } });
    expect(done).toEqual(["deploy 1"]);
  });

  it("has its end listened for before it is looked at a last time", async () => {
    await deferred(action);
    expect(heard).toEqual([{ id: "id 0", executions: ["e1"], untilApproval: false }]);
    const looks = [[action], []];
    const run = { ...reconciler(), waiting: { ...waiting(), atWork: async () => looks.shift() ?? [] } };
    await ledger.request(key);
    await reconcilePending(run);
    expect(done).toEqual(["deploy 1", "deploy 2"]);
  });

  it("is done when it is asked for again and nothing runs any more", async () => {
    await deferred();
    atWork = [];
    await ledger.request(key);
    await build();
    expect(done).toEqual(["deploy 1", "deploy 2"]);
    expect(await read()).not.toHaveProperty("deferred");
  });

  it("is looked at anew with each request, which does not make the wait longer", async () => {
    await deferred();
    pass(40);
    await edited("3");
    const [result] = await build();
    expect(result).toMatchObject({ deferred: { since: at(0), until: at(60) } });
    pass(20);
    await build();
    expect(done).toEqual(["deploy 1", "deploy 3"]);
  });

  it("waits for an action for its own time, and then for an approval for the rest of its", async () => {
    await deferred(action);
    pass(30);
    atWork = [approval];
    expect(await build()).toMatchObject([{ deferred: { since: at(0), until: at(60) } }]);
    pass(30);
    await build();
    expect(done).toEqual(["deploy 1", "deploy 2"]);
  });

  it.each<[string, Partial<WaitLimits>]>([
    ["superseded", { whileRunning: "supersede" }],
    ["given no time", { approvalMinutes: 0 }],
  ])("waits for an action and not for an approval where that is %s", async (_, more) => {
    limits = { ...limits, ...more };
    await deferred(action);
    expect([done, heard[0]?.untilApproval]).toEqual([["deploy 1"], true]);
    atWork = [approval];
    await ledger.request(key);
    await build();
    expect(done).toEqual(["deploy 1", "deploy 2"]);
  });

  it("is removed while somebody is asked, and not while an action is at work", async () => {
    await deferred(action);
    item = undefined;
    await ledger.request(key);
    await build();
    expect(done).toEqual(["deploy 1"]);
    atWork = [approval];
    await ledger.request(key);
    await build();
    expect(done).toEqual(["deploy 1", "destroy"]);
  });
});

describe("a change that is not to wait", () => {
  it("is done at once, and what said so is struck off", async () => {
    await deferred();
    haste = { item: itemDigest(item ?? {}), at: at(0) };
    await ledger.request(key);
    await build();
    expect([done, haste]).toEqual([["deploy 1", "deploy 2"], undefined]);
  });

  it("is none of what somebody else has made of the item since", async () => {
    haste = { item: itemDigest({ digest: "another" }), at: at(0) };
    await deferred();
    expect([done, haste?.at]).toEqual([["deploy 1"], at(0)]);
  });

  it("is not to wait when it is tried again either", async () => {
    await deferred();
    haste = { item: itemDigest(item ?? {}), at: at(0) };
    await ledger.request(key);
    const deploy = () => Promise.reject(new Error("ThrottlingException"));
    await reconcilePending({ ...reconciler(), runner: { ...runner, deploy } });
    pass(1);
    await build();
    expect([done, haste]).toEqual([["deploy 1", "deploy 2"], undefined]);
  });

  it("is none that comes a day after it was said to be", async () => {
    const day = 24 * 60;
    haste = { item: itemDigest({ digest: "2" }), at: at(0) };
    pass(day);
    await deferred();
    expect(done).toEqual(["deploy 1"]);
    haste = { item: itemDigest({ digest: "2" }), at: at(1) };
    await ledger.request(key);
    await build();
    expect(done).toEqual(["deploy 1", "deploy 2"]);
  });

  it("is a removal that is said to be", async () => {
    await deferred(action);
    item = undefined;
    haste = { item: "none", at: at(0) };
    await ledger.request(key);
    await build();
    expect(done).toEqual(["deploy 1", "destroy"]);
  });
});
