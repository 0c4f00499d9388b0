import { describe, expect, it } from "vitest";
import type { LedgerRecord, Outcome } from "../../controller/records/index.js";
import { type BuildTimes, mostAtOnce } from "../../testing/installation/builds.js";
import type { Entry } from "../chaos/program/journal.js";
import { type Evidence, faultsIn } from "./proof.js";

const [first, second] = [
  { repository: "shop", branch: "main" },
  { repository: "shop", branch: "next" },
];

const build = (arn: string, start: number, end: number): BuildTimes => ({
  ...{ arn, start, end },
  status: "SUCCEEDED",
});

const outcome = (owner: string): Outcome => ({ kind: "applied", at: "", owner });

const record = (key: LedgerRecord["key"], runs: number, owner: string): LedgerRecord => ({
  key,
  generation: runs,
  requestedAt: "",
  observedGeneration: runs,
  staleLeases: [],
  phase: "waiting",
  lastApplied: { digest: "", tools: {}, configuration: "", at: "" },
  outcome: outcome(owner),
  history: Array.from({ length: runs }, () => outcome(owner)),
});

const run = (name: string, pipeline: string): Entry[] =>
  (["begun", "ended"] as const).map((event) => ({ event, build: name, pipeline, at: 0 }));

/** Two builds side by side; the second pipeline was changed again while the first version was applied. */
const sound: Evidence = {
  written: new Map([
    [first, [10]],
    [second, [10, 11]],
  ]),
  limit: 2,
  builds: [build("a", 0, 10), build("b", 5, 15), build("c", 10, 20)],
  journal: [...run("a", "main"), ...run("b", "next"), ...run("b", "next")],
  records: [record(first, 1, "a"), record(second, 2, "b")],
};

const changed = (change: Partial<Evidence>) => faultsIn({ ...sound, ...change });
const firstIs = (change: Partial<LedgerRecord>) =>
  changed({ records: sound.records.map((each) => (each.key === first ? { ...each, ...change } : each)) });

describe("the proof of a change of many items", () => {
  it("finds nothing where all is as it must be", () => {
    expect(faultsIn(sound)).toEqual([]);
  });

  it("counts builds that ran side by side, and not one that begins as another ends", () => {
    expect(mostAtOnce(sound.builds)).toBe(2);
    expect(mostAtOnce([])).toBe(0);
  });

  it("finds more builds at once than are allowed", () => {
    expect(changed({ limit: 1 })).toEqual(["2 builds ran at once, 1 are allowed"]);
  });

  it("finds a build that failed, or has not ended", () => {
    const builds = [...sound.builds, { ...build("d", 30, 40), status: "FAILED" }];
    expect(changed({ builds })).toEqual(["d: FAILED"]);
  });

  it("finds a pipeline that was lost on the way", () => {
    const lost = { journal: sound.journal.slice(2), records: sound.records.slice(1) };
    expect(changed(lost)).toEqual(["shop main: Terraform never ran", "shop main: no record"]);
  });

  it("finds a pipeline that was worked on more often than it was changed", () => {
    expect(changed({ journal: [...sound.journal, ...run("c", "main")] })).toEqual([
      "shop main: Terraform ran 2 times for 1 versions",
      "shop main: the ledger knows of 1 runs, Terraform of 2",
    ]);
  });

  it("finds two at work on one pipeline at a time", () => {
    const [begun, ended] = run("b", "next");
    const [others] = run("c", "next");
    const journal = [...run("a", "main"), begun, others, ended].filter((entry) => entry !== undefined);
    expect(changed({ journal })).toEqual(["c began on next while b was at it"]);
  });

  it("finds what is not at rest in the ledger", () => {
    const lease = { id: "1", owner: "a", who: "", since: "", heartbeat: "", expires: "" };
    const attempt = { digest: "", tools: {}, configuration: "", at: "" };
    expect(firstIs({ generation: 2, requestedAt: "" })).toEqual(["shop main: asked for, and not done"]);
    expect(firstIs({ lease })).toEqual(["shop main: still in somebody's hands"]);
    expect(firstIs({ lastAttempted: attempt })).toEqual(["shop main: not known to be applied"]);
    expect(firstIs({ outcome: outcome("a laptop") })).toEqual([
      "shop main: done by a laptop, which is no build",
    ]);
  });
});
