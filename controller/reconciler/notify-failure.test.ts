import { describe, expect, it } from "vitest";
import { Ledger, memoryRows, type Outcome, type Rows } from "../records/index.js";
import { reconcileKeys } from "./reconcile.js";
import type { Reconciler } from "./reconciler.js";
import type { StackRunner } from "./stack-runner.js";

const key = { repository: "shop", branch: "main" };
const clock = { now: () => 0, every: () => () => {} };

interface Circumstances {
  /** The bus takes nothing. */
  readonly noBus?: boolean;
  /** What others do to the ledger's rows while Terraform runs for the first time. */
  readonly meanwhile?: (ledger: Ledger, rows: Rows) => Promise<unknown>;
}

/** Makes one item and runs it; what was told, and what was in the ledger when it was. */
async function run(item: { digest: string }, { noBus, meanwhile }: Circumstances = {}) {
  const rows = memoryRows();
  const ledger = new Ledger(rows, clock);
  const others = meanwhile ? [meanwhile] : [];
  const told: [string, Outcome["kind"] | undefined][] = [];
  const reports: string[] = [];
  const unused = async () => expect.fail("The run needs no such thing.");
  const runner: StackRunner = {
    compile: async ({ digest }) =>
      digest === "invalid"
        ? { ok: false, reason: "the reason", hint: "the hint" }
        : {
            ok: true,
            output: {
              digest: String(digest),
              tools: { terraform: "1", cdktf: "1" },
              stack: "s",
              folder: "f",
            },
          },
    claim: async () => undefined,
    stateOf: async () => undefined,
    keep: async () => "kept",
    subscriptions: async () => ({ pending: [], gone: [] }),
    deploy: async () => {
      await others.pop()?.(ledger, rows);
      if (item.digest === "failing") throw new Error("Throttling: Rate exceeded");
    },
    repair: async () => {},
    ...{ recover: unused, destroy: unused, clear: unused },
  };
  const reconciler: Reconciler = {
    ledger,
    table: { readItem: async () => item },
    runner,
    hasEnded: async () => false,
    notifyFailure: async (_, { kind }) => {
      if (noBus) throw new Error("no bus");
      told.push([kind, (await ledger.read(key))?.outcome?.kind]);
    },
    identity: { owner: "build", who: "root@one" },
    clock,
    newId: () => "lease",
    leaseMs: 1,
    parallel: 1,
    signal: new AbortController().signal,
    report: (event) => reports.push(event),
    onLine: () => {},
  };
  const [result] = await reconcileKeys([key], reconciler);
  return { told, reports, result: result?.result };
}

describe("a failure is told", () => {
  it.each(["invalid", "failing"])("once the ledger has it: %s", async (digest) => {
    const kind = digest === "invalid" ? "invalid" : "failed";
    expect((await run({ digest })).told).toEqual([[kind, kind]]);
  });

  it("and a success is not", async () => {
    expect((await run({ digest: "1" })).told).toEqual([]);
  });

  it("each time, also where more is asked for meanwhile", async () => {
    const meanwhile = (ledger: Ledger) => ledger.request(key);
    expect((await run({ digest: "failing" }, { meanwhile })).told).toEqual([
      ["failed", "failed"],
      ["failed", "failed"],
    ]);
  });

  it("only by who still has the lease: to the ledger the run of the others counts", async () => {
    const taken = { set: { LeaseId: "another", Lease: { id: "another" } } };
    const meanwhile = (_: Ledger, rows: Rows) => rows.update(key, taken);
    const { told, result } = await run({ digest: "failing" }, { meanwhile });
    expect([told, result]).toEqual([[], { skipped: "lease-lost" }]);
  });

  it("and when it cannot be told the outcome is the same, and the log says so", async () => {
    const { result, reports } = await run({ digest: "invalid" }, { noBus: true });
    expect(result).toMatchObject({ outcome: { kind: "invalid" } });
    expect(reports).toContain("failure-not-told");
  });
});
