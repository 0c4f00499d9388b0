import { beforeEach, describe, expect, it } from "vitest";
import { Ledger, type LedgerRecord, memoryRows } from "../../records/index.js";
import type { OrphanReport } from "../find-orphans.js";
import { examine } from "./examine.js";

const key = { repository: "shop", branch: "main" };
const attempt = { digest: "1", tools: {}, configuration: "kept", at: "2026-01-01T00:00:00.000Z" };
const role = { address: "aws_iam_role.build", type: "aws_iam_role", id: "shop-build" };
const group = { address: "aws_cloudwatch_log_group.build", type: "aws_cloudwatch_log_group", id: "/shop" };

const artifacts = { address: "aws_s3_bucket.artifacts", type: "aws_s3_bucket", id: "shop-artifacts" };
const bucket = { ...artifacts, isElsewhere: true };

let now: number;
let ledger: Ledger;
let fits: boolean;
let left: OrphanReport | Error;
let looks: number;

const clock = { now: () => now, every: () => () => {} };

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  ledger = new Ledger(memoryRows(), clock);
  fits = true;
  left = { ours: [], foreign: [], keys: [] };
  looks = 0;
  await ledger.request(key);
  const record = (await ledger.read(key)) as LedgerRecord;
  await ledger.takeLease(record, { id: "one", owner: "laptop/1", who: "root@laptop", leaseMs: 60_000 });
});

function look() {
  const states = { locksOf: async () => [], digestFits: async () => fits, repair: async () => {} };
  const findOrphans = async () => {
    looks += 1;
    if (left instanceof Error) throw left;
    return left;
  };
  return examine(key, { ledger, states, clock, hasEnded: async () => false, findOrphans });
}

/** As a run that was killed leaves it. */
async function died(): Promise<void> {
  await ledger.recordAttempt(key, "one", attempt);
  now += 120_000;
}

describe("an attempt that stands", () => {
  it("is followed by all that it left, and by what is not ours to touch", async () => {
    left = { ours: [role], foreign: [group, bucket], keys: ["1234"] };
    await died();
    const [, ...findings] = await look();
    const repair = { kind: "reconcile", key, ended: ["laptop/1"] };
    const message = (part: string) => expect.stringContaining(part);
    expect(findings).toMatchObject([
      { kind: "attempt", message: message("What AWS holds of it follows."), repair },
      { kind: "orphan", fix: "confirm", message: message("(shop-build)"), resource: role, repair },
      { kind: "orphan", fix: "confirm", message: message("key 1234"), resource: { id: "1234" }, repair },
      { kind: "orphan", fix: "manual", message: message("somebody else made it"), resource: group },
      { kind: "orphan", fix: "manual", message: message("(shop-artifacts, of another account)") },
    ]);
    expect(findings.at(-1)?.resource).toEqual(artifacts);
    expect(findings.at(-1)).not.toHaveProperty("repair");
  });

  it("may have left nothing", async () => {
    await died();
    const finding = { kind: "attempt", message: expect.stringContaining("holds nothing of it") };
    expect((await look()).at(-1)).toMatchObject(finding);
  });

  it("is told with the reason when nobody can see what it left", async () => {
    left = new Error("Throttling: Rate exceeded");
    await died();
    expect((await look()).at(-1)?.message).toContain("cannot be told: AWS asked for fewer requests");
  });

  it("is not looked behind while the state does not fit its digest", async () => {
    await died();
    fits = false;
    expect((await look()).at(-1)?.message).toContain("the state has to fit its digest first");
    expect(looks).toBe(0);
  });

  it("is as it should be, and not looked behind, while somebody is at work on it", async () => {
    await ledger.recordAttempt(key, "one", attempt);
    left = { ours: [role], foreign: [], keys: [] };
    expect(await look()).toEqual([]);
    expect(looks).toBe(0);
  });

  it("is what makes a look worth it: where there is none, nobody looks", async () => {
    now += 120_000;
    expect(await look()).toMatchObject([{ kind: "lease" }]);
    expect(looks).toBe(0);
  });
});
