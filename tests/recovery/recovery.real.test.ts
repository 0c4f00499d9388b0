import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KillPoint, small, startKilledRuns } from "./killed-runs.js";
import { leaseMs } from "./task.js";

/**
 * Where most is lost: nothing is in the state yet, and what is under way has no name. Updates and removals are killed in
 * the long tests, and in the lives of builds without the provider.
 */
const created: KillPoint = { service: "kms", action: "CreateKey" };

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
