import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StackRunner, Waiting } from "../../controller/reconciler/index.js";
import type { Condition, RowChange, Rows } from "../../controller/records/index.js";
import { times } from "../../testing/items/times.js";
import { anyStory, awaitedStory, lateRequestStory, type Story } from "./events.js";
import { protocol, waking } from "./invariants.js";
import type { Seams } from "./world.js";

/** Of each seed. What is broken on purpose is found within more of them, and ends with the first that is. */
const interleavings = 1_500;
const searched = 5_000;
const slow: Seams = { terraformSteps: 15 };

describe("the protocol of dispatcher, schedule and reconciler", () => {
  it.each([1, 2, 3, 4])(
    "keeps runs apart and ends with the newest item applied, whatever happens when (seed %i)",
    async (seed) => {
      await fc.assert(protocol(anyStory), { seed, numRuns: times(interleavings) });
    },
  );

  it("bears requests of the dead that arrive when their successors are at work", async () => {
    await fc.assert(protocol(lateRequestStory, slow), { seed: 1, numRuns: times(1_000) });
  });
});

describe("a change that waits for what runs in its pipeline", () => {
  it("is done as soon as the end of that is told, whenever that is heard", async () => {
    await fc.assert(waking(awaitedStory), { seed: 1, numRuns: times(1_000) });
  });

  it.each<[string, (waiting: Waiting) => Waiting]>([
    ["has nobody listen for it", (waiting) => ({ ...waiting, listen: async () => {} })],
    ["looks before it has somebody listen, and not after", lookingOnce],
  ])("is caught to wait for longer when it %s", async (_, waiting) => {
    const options = { seed: 1, numRuns: searched, endOnFailure: true };
    const { errorInstance } = await fc.check(waking(awaitedStory, { waiting }), options);
    expect(String(errorInstance)).toContain("applied is 1, not 2");
  });
});

/** As it was seen first. */
function lookingOnce(waiting: Waiting): Waiting {
  let seen: ReturnType<Waiting["atWork"]> | undefined;
  return {
    ...waiting,
    atWork: (key) => {
      const answer = seen ?? waiting.atWork(key);
      seen = seen ? undefined : answer;
      return answer;
    },
  };
}

describe("the protocol, broken on purpose", () => {
  const notLookingAgain = rowsWith({
    condition: ({ equals = {}, ...rest }) => ({ ...rest, equals: without(equals, "Generation") }),
  });
  const releasingAnyLease = rowsWith({
    condition: ({ equals = {}, ...rest }) =>
      "Generation" in equals ? { ...rest, equals: without(equals, "LeaseId") } : { ...rest, equals },
  });
  const notSayingWhatIsTried = rowsWith({
    change: ({ set = {}, ...rest }) => ({ ...rest, set: without(set, "LastAttempted") }),
  });

  const notRecovering = (runner: StackRunner): StackRunner => ({
    ...runner,
    recover: async () => ({ done: [], foreign: [] }),
  });

  const broken: readonly [string, fc.Arbitrary<Story>, Seams, string][] = [
    ["lets go without a second look", anyStory, { rows: notLookingAgain }, "forgotten"],
    [
      "releases without the lease in its hand",
      lateRequestStory,
      { ...slow, rows: releasingAnyLease },
      "two runs",
    ],
    ["takes a lease because it ran out", anyStory, { ...slow, hasEnded: async () => true }, "two runs"],
    [
      "starts Terraform without saying so before",
      anyStory,
      { rows: notSayingWhatIsTried },
      "never done|state dropped",
    ],
    [
      "cancels what runs",
      anyStory,
      { waiting: (waiting) => ({ ...waiting, atWork: async () => [] }) },
      "was cut off",
    ],
    [
      "waits for what it would cancel as long as that runs",
      anyStory,
      { waiting: (waiting) => ({ ...waiting, limits: { ...waiting.limits, actionMinutes: 60 * 24 * 365 } }) },
      "never done",
    ],
    ["looks for nothing that a death left", anyStory, { runner: notRecovering }, "never done"],
  ];

  it.each(broken)("is caught when it %s", async (_, story, seams, problem) => {
    const options = { seed: 1, numRuns: searched, endOnFailure: true };
    const { errorInstance } = await fc.check(protocol(story, seams), options);
    expect(String(errorInstance)).toMatch(new RegExp(problem));
  });
});

/** Rows whose updates and removals are changed on their way. */
function rowsWith({
  change = (same: RowChange) => same,
  condition = (same: Condition) => same,
}: {
  change?: (change: RowChange) => RowChange;
  condition?: (condition: Condition) => Condition;
}): (rows: Rows) => Rows {
  return (rows) => ({
    ...rows,
    update: (key, wanted, when = {}) => rows.update(key, change(wanted), condition(when)),
    remove: (key, when) => rows.remove(key, condition(when)),
  });
}

function without<T extends object>(map: T, name: string): T {
  return Object.fromEntries(Object.entries(map).filter(([each]) => each !== name)) as T;
}
