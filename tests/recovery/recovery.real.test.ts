import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TableItem } from "../../controller/records/index.js";
import { times } from "../../testing/items/times.js";
import { bigger, type KillPoint, small, startKilledRuns } from "./killed-runs.js";
import { leaseMs } from "./task.js";

/** Where most is lost: nothing is in the state yet, and what is under way has no name, or fails when made again. */
const created: KillPoint = { service: "kms", action: "CreateKey" };
const updated: KillPoint = { service: "codebuild", action: "CreateProject" };
const destroyed: KillPoint = { service: "codepipeline", action: "DeletePipeline" };

/** What only asks. */
const reading = /^(Get|List|Describe|Head|BatchGet|Scan|Query)/;

let runs: Awaited<ReturnType<typeof startKilledRuns>>;

beforeAll(async () => {
  runs = await startKilledRuns();
});

afterAll(() => runs.close());

describe("a run that is killed with all its processes while a pipeline is created", () => {
  it("leaves a lock, a lease, an attempt and orphans: doctor shows all, and touches none by itself", async () => {
    await runs.want(small);
    expect(await runs.runAndKill(created)).toBe(true);
    await sleep(leaseMs);
    const before = await runs.everything();
    runs.records.clear();
    const { exitCode, stdout, stderr } = await runs.stagewright("doctor", "--fix", "--json");
    const asked = runs.records.list().map(({ action }) => action);
    expect(asked.filter((action) => !reading.test(action))).toEqual([]);
    expect(await runs.everything()).toEqual(before);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("have ended")]);
    const { findings } = JSON.parse(stdout);
    // One lock is a row of the table, one a file beside the state.
    const kinds = ["lock", "lock", "lease", "attempt"];
    const [orphans, others] = [findings.slice(kinds.length), findings.slice(0, kinds.length)];
    expect(others.map(({ kind }: { kind: string }) => kind)).toEqual(kinds);
    const resource = { address: expect.any(String), type: expect.any(String), id: expect.any(String) };
    for (const orphan of orphans) expect(orphan).toMatchObject({ kind: "orphan", fix: "confirm", resource });
    expect(orphans.map((orphan: { resource: { address: string } }) => orphan.resource.address)).toContain(
      "aws_kms_key.artifacts",
    );
  });

  it("is mended once somebody says that it has ended", async () => {
    expect(await runs.stagewright("doctor", "--fix", "--yes")).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout } = await runs.stagewright("doctor", "--json");
    expect([exitCode, stdout]).toEqual([0, '{"findings":[]}']);
    await runs.expectSound(small, "created");
  });
});

const later: readonly [string, TableItem | undefined, KillPoint][] = [
  ["updated", bigger, updated],
  ["destroyed", undefined, destroyed],
];
const isLong = times(1) > 1;

/** In the long tests: lives of builds without the provider kill both in each run of the tests. */
describe.runIf(isLong)("a run that is killed with all its processes", () => {
  it.each(later)("leaves nothing that the next one does not find, when a pipeline is %s", async (...life) => {
    const [when, item, moment] = life;
    await runs.want(item);
    expect(await runs.runAndKill(moment)).toBe(true);
    expect(await runs.run()).toMatchObject({ outcome: { kind: item ? "applied" : "destroyed" } });
    await runs.expectSound(item, when);
  });
});
