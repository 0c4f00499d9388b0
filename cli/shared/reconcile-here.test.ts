import { beforeEach, describe, expect, it } from "vitest";
import type { Output, Reconciler, StackRunner } from "../../controller/reconciler/index.js";
import { Ledger, memoryRows } from "../../controller/records/index.js";
import { there } from "../../testing/expect/there.js";
import { type Transcript, transcript } from "../../testing/expect/transcript.js";
import { RunFailed } from "../../toolchain/index.js";
import { Exit } from "./exit.js";
import { reconcileHere, refuseIfHeld } from "./reconcile-here.js";

const key = { repository: "shop", branch: "main" };
const build = "arn:aws:codebuild:eu-west-1:111111111111:build/stagewright_control-reconciler:1a2b";
const output: Output = { digest: "1", tools: {}, stack: "shop", folder: "out" };

let now: number;
let ledger: Ledger;
let out: Transcript;
let interrupt: AbortController;
let proven: boolean;
/** Called when Terraform runs. */
let running: () => void;

const clock = { now: () => now, every: () => () => {} };

beforeEach(() => {
  now = Date.UTC(2026, 0, 1);
  ledger = new Ledger(memoryRows(), clock);
  out = transcript();
  interrupt = new AbortController();
  proven = false;
  running = () => {};
});

/** Terraform, which is stopped by the signal as cdktf's is. */
const runner: Partial<StackRunner> = {
  compile: async () => ({ ok: true, output }),
  claim: async () => undefined,
  stateOf: async () => undefined,
  keep: async () => "kept",
  repair: async () => {},
  deploy: async (_key, _output, { signal }) => {
    running();
    if (!signal.aborted) return;
    const result = { command: "cdktf", args: ["deploy"], exitCode: 1, signal: undefined, durationMs: 1 };
    throw new RunFailed({ ...result, timedOut: false, cancelled: true, stdout: "", stderr: "" });
  },
};

function reconciler(): Reconciler {
  return {
    ...{ ledger, clock, runner: runner as StackRunner, newId: () => "ours", leaseMs: 60_000, parallel: 1 },
    table: { readItem: async () => ({ RepoName: "shop", RepoTag: "main" }) },
    hasEnded: async () => proven,
    identity: { owner: "laptop/2", who: "bob@laptop" },
    signal: interrupt.signal,
    report: () => {},
    onLine: () => {},
  };
}

async function heldBy(owner: string): Promise<void> {
  await ledger.request(key);
  const record = there(await ledger.read(key));
  await ledger.takeLease(record, { id: "theirs", owner, who: "ann@host", leaseMs: 60_000 });
}

const refuse = () => refuseIfHeld(key, reconciler(), out);

describe("a pipeline that somebody may be at work on", () => {
  it("is refused, with who has it, since when, and where a build's log is", async () => {
    await heldBy(build);
    await expect(refuse()).rejects.toEqual(new Exit(1));
    expect(out.lines[0]).toBe(`shop main is held since 2026-01-01T00:00:00.000Z by ann@host: ${build}.`);
    expect(out.lines[1]).toMatch(/^Its log: https:.*1a2b/);
  });

  it("is refused also when their lease ran out, as that proves nothing", async () => {
    await heldBy("laptop/1");
    now += 120_000;
    await expect(refuse()).rejects.toEqual(new Exit(1));
    expect(out.lines[1]).toContain("`stagewright doctor` helps");
  });

  it("is not when they have proven to have ended, or when nobody has it", async () => {
    await refuse();
    await heldBy(build);
    now += 120_000;
    proven = true;
    await refuse();
    expect(out.lines).toEqual([]);
  });

  it("is left to who took it after we looked", async () => {
    await heldBy(build);
    await expect(reconcileHere(key, reconciler(), out)).rejects.toEqual(new Exit(1));
    expect(out.lines[0]).toContain("is held since");
    expect((await ledger.read(key))?.lease?.owner).toBe(build);
  });
});

describe("a run here", () => {
  it("leaves the outcome in the ledger, and no lease", async () => {
    await reconcileHere(key, reconciler(), out);
    expect(out.lines).toEqual(["shop main: applied"]);
    const record = await ledger.read(key);
    expect(record).toMatchObject({
      outcome: { kind: "applied", owner: "laptop/2" },
      lastApplied: { digest: "1" },
    });
    expect(record?.lease).toBeUndefined();
  });

  it("that is interrupted gives its lease back, and says in the ledger that nobody knows how far it came", async () => {
    running = () => interrupt.abort(new Error("Interrupted by SIGTERM"));
    await expect(reconcileHere(key, reconciler(), out)).rejects.toEqual(new Exit(1));
    expect(out.lines[0]).toBe("shop main: failed");
    const record = await ledger.read(key);
    expect(record).toMatchObject({
      lastAttempted: { digest: "1" },
      outcome: { kind: "failed", failure: { class: "cancelled" } },
      phase: "waiting",
    });
    expect([record?.lease, record?.lastApplied]).toEqual([undefined, undefined]);
  });
});
