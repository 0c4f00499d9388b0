import { S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { checkSettings } from "../../compiler/settings/index.js";
import { Activities, Ledger, memoryRows, type Rows, type TableItem } from "../records/index.js";
import { clientsOf } from "../repair/recovery/index.js";
import { Configurations, Objects, Owners, StateStore } from "../state/index.js";
import { cdktfStackRunner } from "./cdktf-stack-runner.js";
import { reconcilePending } from "./reconcile.js";
import type { Reconciler } from "./reconciler.js";

const key = { repository: "shop", branch: "main" };
const clock = { now: () => 0, every: () => () => {} };
const named = (count: number, prefix: string, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}${n}`, value]));

/** The real compiler. Of an invalid item nothing comes that would need a tool or a call. */
function runner() {
  const { settings } = checkSettings({});
  if (!settings) return expect.fail("The defaults are not sound.");
  const { region } = settings;
  const objects = new Objects(new S3Client({ region }), "bucket");
  const made = cdktfStackRunner({
    settings,
    toolchain: {
      terraform: { product: "Terraform", path: "terraform", version: "1.11.4" },
      cdktf: { command: "cdktf", args: [], version: "0.21.0" },
      mirror: undefined,
      env: {},
    },
    states: new StateStore(objects, undefined),
    configurations: new Configurations(objects),
    owners: new Owners(objects),
    activities: new Activities(memoryRows(), clock),
    clients: clientsOf({ region }),
    workFolder: "nowhere",
    timeoutMs: 1_000,
  });
  return { ...made, claim: async () => undefined };
}

/** As DynamoDB does: it refuses a row beyond 400 KB. */
function rowsOfDynamoDb(sizes: number[]): Rows {
  const rows = memoryRows();
  return {
    ...rows,
    update: async (of, change, condition) => {
      const size = Buffer.byteLength(JSON.stringify(change));
      if (size > 409_600)
        throw new Error("ValidationException: Item size has exceeded the maximum allowed size");
      const row = await rows.update(of, change, condition);
      sizes.push(Buffer.byteLength(JSON.stringify(row ?? {})));
      return row;
    },
  };
}

/** Works off so many edits, all with the same problems. */
async function edited(edits: number, item: TableItem) {
  const sizes: number[] = [];
  const told: number[] = [];
  const ledger = new Ledger(rowsOfDynamoDb(sizes), clock);
  const compiled = await runner().compile(item);
  let edit = 0;
  const reconciler: Reconciler = {
    ledger,
    table: { readItem: async () => ({ ...item, edit }) },
    runner: { ...runner(), compile: async () => compiled },
    hasEnded: async () => false,
    notifyFailure: async (_, outcome) => void told.push(Buffer.byteLength(JSON.stringify(outcome))),
    identity: { owner: "build", who: "root@build" },
    clock,
    newId: () => `lease ${edit}`,
    leaseMs: 60_000,
    parallel: 1,
    signal: new AbortController().signal,
    report: () => {},
    onLine: () => {},
  };
  for (; edit < edits; edit++) {
    await ledger.request(key);
    await reconcilePending(reconciler);
  }
  const record = await ledger.read(key);
  return { record, largest: Math.max(...sizes), told };
}

/** Hints are indented, and the last line says how many more there are. */
const problemsIn = (lines: readonly string[]) => lines.filter((line) => !/^( |…)/.test(line)).length;

describe("an item with very many problems", () => {
  const where = { RepoName: key.repository, RepoTag: key.branch };

  it("is dealt with: 8,000 environments without an account", async () => {
    const item = { ...where, DeploymentConfigurations: named(8_000, "E", {}) };
    const { record, told, largest } = await edited(1, item);
    expect(record).toMatchObject({ generation: 1, observedGeneration: 1, outcome: { kind: "invalid" } });
    const lines = record?.outcome?.failure?.message.split("\n") ?? [];
    expect(lines.at(-1)).toBe(`… and ${(16_001 - problemsIn(lines)).toLocaleString("en")} more`);
    expect(problemsIn(lines)).toBeLessThanOrEqual(50);
    expect(Math.max(largest, ...told)).toBeLessThan(32_000);
  });

  it("stays so over twenty edits: 1,200 unknown keys", async () => {
    const item = { ...where, ...named(1_200, "unknown", true) };
    const { record, told, largest } = await edited(20, item);
    expect(record).toMatchObject({ generation: 20, observedGeneration: 20, outcome: { kind: "invalid" } });
    const lines = record?.outcome?.failure?.message.split("\n") ?? [];
    expect(lines.at(-1)).toBe(`… and ${(1_200 - problemsIn(lines)).toLocaleString("en")} more`);
    expect(Math.max(largest, ...told)).toBeLessThan(32_000);
  });
});
