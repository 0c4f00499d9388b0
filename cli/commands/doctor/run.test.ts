import { beforeEach, describe, expect, it } from "vitest";
import type { Reconciler, StackRunner } from "../../../controller/reconciler/index.js";
import { Ledger, memoryRows } from "../../../controller/records/index.js";
import type { Finding, FixSafety } from "../../../controller/repair/index.js";
import { there } from "../../../testing/expect/there.js";
import { type Transcript, transcript } from "../../../testing/expect/transcript.js";
import { repair } from "./run.js";

const key = { repository: "shop", branch: "main" };
const words = { kind: "lock", subject: "shop main", message: "It is held.", remedy: "Break it." } as const;

let now: number;
let ledger: Ledger;
let out: Transcript;
let done: string[];

const clock = { now: () => now, every: () => () => {} };

beforeEach(() => {
  now = Date.UTC(2026, 0, 1);
  ledger = new Ledger(memoryRows(), clock);
  out = transcript();
  done = [];
});

/** Something that is mended at once. */
function lock(fix: FixSafety): Finding {
  const apply = async () => void done.push(fix);
  return { ...words, fix, ...(fix !== "manual" && { repair: { kind: "direct", apply } }) };
}

/** Something that a run mends. */
function lease(ended: string): Finding {
  return { ...words, kind: "lease", fix: "confirm", repair: { kind: "reconcile", key, ended: [ended] } };
}

const runner: Partial<StackRunner> = {
  compile: async () => {
    done.push("run");
    return { ok: false, reason: "reason", hint: "hint" };
  },
  repair: async () => {},
  claim: async () => undefined,
};

function mending(findings: readonly Finding[], yes = false): Promise<boolean> {
  const reconciler: Reconciler = {
    ...{ ledger, clock, runner: runner as StackRunner, newId: () => "ours", leaseMs: 60_000, parallel: 1 },
    table: { readItem: async () => ({ RepoName: "shop", RepoTag: "main" }) },
    hasEnded: async () => false,
    identity: { owner: "laptop/2", who: "bob@laptop" },
    signal: new AbortController().signal,
    report: () => {},
    onLine: () => {},
  };
  return repair(findings, { yes }, { reconciler }, out);
}

describe("what is proven", () => {
  it("is mended without a question", async () => {
    expect(await mending([lock("safe")])).toBe(true);
    expect(done).toEqual(["safe"]);
  });

  it("is mended also where the rest cannot be asked for, and stays", async () => {
    await expect(mending([lock("confirm"), lock("safe")])).rejects.toMatchObject({ code: 2 });
    expect(done).toEqual(["safe"]);
    expect(out.lines.join("\n")).toContain("have ended: shop main (lock)?");
  });
});

describe("what has no proof", () => {
  it("is mended once somebody says so: locks first, then by a run", async () => {
    await ledger.request(key);
    const record = there(await ledger.read(key));
    await ledger.takeLease(record, { id: "theirs", owner: "laptop/1", who: "ann@laptop", leaseMs: 60_000 });
    now += 120_000;
    expect(await mending([lease("laptop/1"), lock("confirm")], true)).toBe(false);
    expect(done).toEqual(["confirm", "run"]);
    expect(await ledger.read(key)).toMatchObject({ outcome: { kind: "invalid", owner: "laptop/2" } });
  });

  it("is that owner's end and nobody else's", async () => {
    await ledger.request(key);
    const record = there(await ledger.read(key));
    await ledger.takeLease(record, { id: "theirs", owner: "laptop/1", who: "ann@laptop", leaseMs: 60_000 });
    now += 120_000;
    expect(await mending([lease("laptop/7")], true)).toBe(false);
    expect(done).toEqual([]);
    expect((await ledger.read(key))?.lease?.owner).toBe("laptop/1");
  });
});

it("what is left to people is still left afterwards", async () => {
  expect(await mending([lock("manual"), lock("safe")])).toBe(false);
  expect(done).toEqual(["safe"]);
});
