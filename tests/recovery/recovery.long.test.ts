import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TableItem } from "../../controller/records/index.js";
import { bigger, type KillPoint, small, startKilledRuns } from "./killed-runs.js";

/** Each is a pipeline's creation, update and end, killed in all three where the moment comes again. */
const lives = 24;
const killsAtLeast = 60;
const steps: readonly (TableItem | undefined)[] = [small, bigger, undefined];

let runs: Awaited<ReturnType<typeof startKilledRuns>>;

beforeAll(async () => {
  runs = await startKilledRuns();
});

afterAll(() => runs.close());

/** All calls that change something in a step that nobody kills, the state and the ledger included. */
async function momentsOf(item: TableItem | undefined): Promise<KillPoint[]> {
  await runs.want(item);
  runs.records.clear();
  expect(await runs.run()).toMatchObject({ outcome: {} });
  const seen = new Map<string, number>();
  return runs.records.list().flatMap(({ service, action }) => {
    if (!/^(Create|Put|Update|Tag|Enable|Attach|Delete|Schedule|Subscribe|Set)/.test(action)) return [];
    const at = (seen.get(`${service}:${action}`) ?? 0) + 1;
    seen.set(`${service}:${action}`, at);
    return [{ service, action, at }];
  });
}

describe("a run that is killed anywhere leaves nothing that the next one does not find", () => {
  const moments: KillPoint[][] = [];
  let kills = 0;

  beforeAll(async () => {
    for (const step of steps) moments.push(await momentsOf(step));
  });

  it.each(Array.from({ length: lives }, (_, life) => life))("in life %i", async (life) => {
    for (const [index, item] of steps.entries()) {
      const [moment = { service: "kms", action: "CreateKey" }] = fc.sample(
        fc.constantFrom(...(moments[index] ?? [])),
        { seed: life * steps.length + index, numRuns: 1 },
      );
      const when = `step ${index}, ${JSON.stringify(moment)}`;
      await runs.want(item);
      if (await runs.runAndKill(moment)) kills += 1;
      expect(await runs.run(), when).toMatchObject({
        outcome: { kind: expect.stringMatching(item ? "applied|unchanged" : "destroyed") },
      });
      await runs.expectSound(item, when);
    }
  });

  it("was tried by 60 kills and more", () => {
    expect(kills).toBeGreaterThanOrEqual(killsAtLeast);
  });
});
